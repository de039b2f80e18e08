#pragma once

#include <map>
#include <string>

namespace vigie::providers::sandbox {

/// One request as the worker's HTTP server reads it: small on purpose, since only health probes and completions come.
struct WorkerRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;

    enum class Parse { Incomplete, Done, Malformed };
    /// Takes one whole request from the front of what was received.
    Parse takeFrom(std::string &received);
    bool wantsClose() const;
};

/// The bytes of an answer with a body.
std::string workerReply(int status, const std::string &contentType, const std::string &body);
/// The head of an answer that is streamed as server-sent events, in chunks.
std::string workerStreamHead();
std::string chunk(const std::string &bytes);

} // namespace vigie::providers::sandbox
