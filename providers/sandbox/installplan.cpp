#include "providers/sandbox/installplan.h"

#include "providers/sandbox/dice.h"
#include "providers/sandbox/workerconfig.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

// The usual lengths at scale 1. The image and the weights are fetched at the same time.
constexpr Micros checkLasts = second;
constexpr Micros scratchLasts = second / 2;
constexpr Micros pullLasts = 60 * second;
constexpr Micros weightsLasts = 45 * second;
constexpr Micros startLasts = 3 * second;
/// Where in a phase its failure shows.
constexpr double failsAfter = 0.6;

std::string event(const char *phase, const char *what, Micros at)
{
    return std::string("::vigie phase=") + phase + " event=" + what + " at=" + std::to_string(at);
}

std::string hexOf(std::uint64_t value, int digits)
{
    constexpr const char *alphabet = "0123456789abcdef";
    std::string text;
    for (int i = 0; i < digits; ++i, value >>= 4)
        text += alphabet[value & 15];
    return text;
}

} // namespace

InstallPlan::InstallPlan(const Install &install, Log log)
    : m_log(log), m_failedPhase(install.failedPhase), m_failedExit(install.failedExit), m_failedMessage(install.failedMessage),
      m_interruptedAt(install.interruptedAt), m_seed(install.seed)
{
    const WorkerConfig config = WorkerConfig::fromText(install.config);
    const auto lasts = [&install](Micros base, const char *name) {
        return static_cast<Micros>(static_cast<double>(base) * jitter(install.seed, name, 0.15) / install.scale);
    };
    Micros at = install.startedAt;
    Micros length = lasts(checkLasts, "check");
    say(at + length / 2, "docker 27.3.1, NVIDIA driver 580.65.06, " + std::to_string(config.tensorParallel) + " GPU(s) asked for");
    phase("check", at, length);
    at += length;
    length = lasts(scratchLasts, "scratch");
    say(at + length / 2, "no scratch volume: weights go to the root volume");
    phase("scratch", at, length);
    at += length;
    const Micros pull = lasts(pullLasts, "pull");
    const Micros weights = lasts(weightsLasts, "weights");
    if (m_log == Log::With) {
        pullLines(at, pull, config.image);
        weightLines(at, weights, config.model);
    }
    phase("pull", at, pull);
    phase("weights", at, weights);
    at += std::max(pull, weights);
    length = lasts(startLasts, "start");
    say(at + length / 2, "container vigie-worker: " + hexOf(mix(m_seed, "container"), 12));
    phase("start", at, length);
    at += length;
    if (m_failedPhase.empty()) {
        m_endsAt = at;
        say(at, "::vigie done at=" + std::to_string(at));
    }
    std::stable_sort(m_lines.begin(), m_lines.end(), [](const Line &a, const Line &b) { return a.at < b.at; });
    // Nothing is said after the failure.
    std::erase_if(m_lines, [this](const Line &line) { return line.at > m_endsAt; });
}

std::string InstallPlan::stateAt(Micros now) const
{
    if (m_interruptedAt != 0)
        return "idle";
    if (now < m_endsAt)
        return "running";
    return m_failedPhase.empty() ? "done" : "failed";
}

std::string InstallPlan::logAt(Micros now) const
{
    const Micros until = m_interruptedAt != 0 ? std::min(now, m_interruptedAt) : now;
    std::string log;
    for (const Line &line : m_lines) {
        if (line.at <= until)
            log += line.text + '\n';
    }
    return log;
}

void InstallPlan::phase(const char *name, Micros begin, Micros lasts)
{
    say(begin, event(name, "begin", begin));
    if (m_failedPhase != name) {
        say(begin + lasts, event(name, "end", begin + lasts));
        return;
    }
    const Micros at = begin + static_cast<Micros>(static_cast<double>(lasts) * failsAfter);
    const std::string code = " exit=" + std::to_string(m_failedExit);
    if (!m_failedMessage.empty())
        say(at, m_failedMessage);
    const std::string note = m_failedMessage.empty() ? std::string() : " note=" + m_failedMessage.substr(m_failedMessage.rfind('\n') + 1);
    say(at, event(name, "failed", at) + code + note);
    say(at, "::vigie failed phase=" + m_failedPhase + code + " at=" + std::to_string(at));
    m_endsAt = at;
}

void InstallPlan::say(Micros at, std::string text)
{
    if (m_log == Log::With)
        m_lines.push_back({at, std::move(text)});
}

void InstallPlan::pullLines(Micros begin, Micros lasts, const std::string &image)
{
    constexpr std::array steps{"Pulling fs layer", "Downloading", "Verifying Checksum", "Download complete", "Extracting", "Pull complete"};
    constexpr int layers = 12;
    const auto colon = image.rfind(':');
    const std::string version = colon == std::string::npos ? std::string("latest") : image.substr(colon + 1);
    say(begin + lasts / 50, version + ": Pulling from " + image.substr(0, colon));
    for (int layer = 0; layer < layers; ++layer) {
        const std::string id = hexOf(mix(m_seed, "layer" + std::to_string(layer)), 12);
        for (std::size_t step = 0; step < steps.size(); ++step) {
            const auto part = static_cast<Micros>(step) * 6 + layer;
            say(begin + lasts * (3 + part * 2) / 100, id + ": " + steps[step]);
        }
    }
    const std::string digest = hexOf(mix(m_seed, image), 16) + hexOf(mix(m_seed, image + '1'), 16) + hexOf(mix(m_seed, image + '2'), 16)
        + hexOf(mix(m_seed, image + '3'), 16);
    say(begin + lasts * 99 / 100, "Digest: sha256:" + digest);
    say(begin + lasts, "Status: Downloaded newer image for " + image);
}

void InstallPlan::weightLines(Micros begin, Micros lasts, const std::string &model)
{
    constexpr int files = 12;
    say(begin + lasts / 50, "Fetching " + std::to_string(files) + " files of " + model);
    for (int percent = 0; percent <= 100; percent += 4) {
        const int done = percent * files / 100;
        const std::string count = std::to_string(done) + '/' + std::to_string(files);
        say(begin + lasts * percent / 100, "Fetching " + std::to_string(files) + " files: " + std::to_string(percent) + "%| " + count);
    }
}

} // namespace vigie::providers::sandbox
