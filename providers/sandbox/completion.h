#pragma once

#include "providers/sandbox/clock.h"
#include "providers/sandbox/json.h"

#include <optional>
#include <string>
#include <vector>

namespace vigie::providers::sandbox {

/// A generation under way: which tokens come, and how its answer reads. The text follows from the seed and the prompt only.
class Completion {
public:
    enum class Shape { Chat, Text };

    /// Nothing for a request without a prompt or messages.
    static std::optional<Completion> fromRequest(const Json &request, Shape shape, const std::string &model, std::uint64_t seed);

    bool streams() const { return m_streams; }
    std::size_t tokenCount() const { return m_tokens.size(); }
    /// The event of the n-th token, and what comes after the last one: finish reason, usage when asked for, [DONE].
    std::string tokenEvent(std::size_t n) const;
    std::string lastEvents() const;
    /// The whole answer of a request that does not stream.
    std::string wholeReply() const;

private:
    Json choice(const Json &content, const Json &finishReason) const;
    Json envelope(Json choices) const;
    Json usage() const;

    Shape m_shape = Shape::Chat;
    bool m_streams = false;
    bool m_withUsage = false;
    bool m_cut = false;
    std::string m_id;
    std::string m_model;
    Micros m_createdAt = 0;
    std::size_t m_promptTokens = 0;
    std::vector<std::string> m_tokens;
};

} // namespace vigie::providers::sandbox
