#include "providers/sandbox/completion.h"

#include "providers/sandbox/dice.h"

#include <algorithm>
#include <array>

namespace vigie::providers::sandbox {

namespace {

constexpr std::array words{"the",  "watch", "sees", "a",     "light", "on",      "quiet", "water", "and",   "counts",
                           "every", "ship",  "that", "sails", "past",  "its",     "tower", "until", "dawn",  "comes",
                           "with", "wind",  "from", "north", "while", "keepers", "write", "down",  "hours", "names",
                           "tides", "in",    "books", "kept", "dry",   "under",   "stone", "stairs"};
constexpr std::size_t defaultTokens = 48;
constexpr std::size_t mostTokens = 4096;

std::string promptOf(const Json &request, Completion::Shape shape)
{
    if (shape == Completion::Shape::Text)
        return textOf(request, "prompt");
    std::string prompt;
    const Json *messages = member(request, "messages");
    if (messages && messages->is_array()) {
        for (const Json &message : *messages)
            prompt += textOf(message, "role") + ": " + textOf(message, "content") + '\n';
    }
    return prompt;
}

} // namespace

std::optional<Completion> Completion::fromRequest(const Json &request, Shape shape, const std::string &model, std::uint64_t seed)
{
    const std::string prompt = promptOf(request, shape);
    if (prompt.empty())
        return std::nullopt;
    Completion completion;
    completion.m_shape = shape;
    completion.m_model = model;
    completion.m_streams = flagOf(request, "stream", false);
    if (const Json *options = member(request, "stream_options"))
        completion.m_withUsage = flagOf(*options, "include_usage", false);
    completion.m_createdAt = wallClock();
    const std::uint64_t root = mix(seed, prompt);
    completion.m_id = (shape == Shape::Chat ? "chatcmpl-" : "cmpl-") + namedUuid(prompt + std::to_string(seed));
    completion.m_promptTokens = prompt.size() / 4 + 1;
    const std::size_t natural = defaultTokens / 2 + root % defaultTokens;
    const std::int64_t newer = integerOf(request, "max_completion_tokens", static_cast<std::int64_t>(natural));
    const auto asked = std::max<std::int64_t>(1, integerOf(request, "max_tokens", newer));
    // ignore_eos asks for the full length, as load generators do.
    const bool full = flagOf(request, "ignore_eos", false);
    const auto limit = std::min<std::size_t>(static_cast<std::size_t>(asked), mostTokens);
    const std::size_t count = full ? limit : std::min(natural, limit);
    completion.m_cut = count < natural || full;
    for (std::size_t i = 0; i < count; ++i) {
        const char *word = words[mix(root, std::to_string(i)) % words.size()];
        completion.m_tokens.push_back(i == 0 ? word : std::string(" ") + word);
    }
    return completion;
}

std::string Completion::tokenEvent(std::size_t n) const
{
    Json content = m_tokens.at(n);
    if (m_shape == Shape::Chat) {
        content = {{"content", m_tokens.at(n)}};
        if (n == 0)
            content["role"] = "assistant";
    }
    return "data: " + toText(envelope(Json::array({choice(content, nullptr)}))) + "\n\n";
}

std::string Completion::lastEvents() const
{
    const Json nothing = m_shape == Shape::Chat ? Json{{"content", ""}} : Json("");
    std::string events = "data: " + toText(envelope(Json::array({choice(nothing, m_cut ? "length" : "stop")}))) + "\n\n";
    if (m_withUsage) {
        Json last = envelope(Json::array());
        last["usage"] = usage();
        events += "data: " + toText(last) + "\n\n";
    }
    return events + "data: [DONE]\n\n";
}

std::string Completion::wholeReply() const
{
    std::string text;
    for (const std::string &token : m_tokens)
        text += token;
    const Json content = m_shape == Shape::Chat ? Json{{"role", "assistant"}, {"content", text}} : Json(text);
    Json reply = envelope(Json::array({choice(content, m_cut ? "length" : "stop")}));
    reply["usage"] = usage();
    return toText(reply);
}

Json Completion::choice(const Json &content, const Json &finishReason) const
{
    const char *key = m_shape == Shape::Text ? "text" : m_streams ? "delta" : "message";
    return {{"index", 0}, {key, content}, {"logprobs", nullptr}, {"finish_reason", finishReason}};
}

Json Completion::envelope(Json choices) const
{
    const char *object = m_shape == Shape::Text ? "text_completion" : m_streams ? "chat.completion.chunk" : "chat.completion";
    return {{"id", m_id}, {"object", object}, {"created", m_createdAt / second}, {"model", m_model}, {"choices", std::move(choices)}};
}

Json Completion::usage() const
{
    return {{"prompt_tokens", m_promptTokens}, {"completion_tokens", m_tokens.size()}, {"total_tokens", m_promptTokens + m_tokens.size()}};
}

} // namespace vigie::providers::sandbox
