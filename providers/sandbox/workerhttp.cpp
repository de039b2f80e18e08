#include "providers/sandbox/workerhttp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace vigie::providers::sandbox {

namespace {

constexpr std::size_t headLimit = 64 * 1024;
constexpr std::size_t bodyLimit = 8 << 20;

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

constexpr std::array phrases{std::pair{200, "OK"}, std::pair{400, "Bad Request"}, std::pair{401, "Unauthorized"},
    std::pair{404, "Not Found"},
                             std::pair{405, "Method Not Allowed"}};

const char *phrase(int status)
{
    const auto found = std::find_if(phrases.begin(), phrases.end(), [status](const auto &each) { return each.first == status; });
    return found == phrases.end() ? "Unknown" : found->second;
}

} // namespace

WorkerRequest::Parse WorkerRequest::takeFrom(std::string &received)
{
    const auto headEnd = received.find("\r\n\r\n");
    if (headEnd == std::string::npos)
        return received.size() > headLimit ? Parse::Malformed : Parse::Incomplete;
    const std::string head = received.substr(0, headEnd);
    const auto lineEnd = std::min(head.find("\r\n"), head.size());
    const auto firstBlank = head.find(' ');
    const auto secondBlank = firstBlank == std::string::npos ? firstBlank : head.find(' ', firstBlank + 1);
    if (secondBlank == std::string::npos || secondBlank > lineEnd)
        return Parse::Malformed;
    method = head.substr(0, firstBlank);
    path = head.substr(firstBlank + 1, secondBlank - firstBlank - 1);
    path.resize(std::min(path.find('?'), path.size()));
    headers.clear();
    for (std::size_t at = lineEnd; at < head.size();) {
        const auto end = std::min(head.find("\r\n", at + 2), head.size());
        const std::string line = head.substr(at + 2, end - at - 2);
        const auto colon = line.find(':');
        if (colon == std::string::npos)
            return Parse::Malformed;
        const auto value = line.find_first_not_of(' ', colon + 1);
        headers[lowered(line.substr(0, colon))] = value == std::string::npos ? std::string() : line.substr(value);
        at = end;
    }
    std::size_t length = 0;
    const std::string &declared = headers["content-length"];
    if (!declared.empty() && std::from_chars(declared.data(), declared.data() + declared.size(), length).ec != std::errc())
        return Parse::Malformed;
    if (length > bodyLimit || headers.contains("transfer-encoding"))
        return Parse::Malformed;
    if (received.size() < headEnd + 4 + length)
        return Parse::Incomplete;
    body = received.substr(headEnd + 4, length);
    received.erase(0, headEnd + 4 + length);
    return Parse::Done;
}

bool WorkerRequest::wantsClose() const
{
    const auto found = headers.find("connection");
    return found != headers.end() && lowered(found->second) == "close";
}

std::string workerReply(int status, const std::string &contentType, const std::string &body)
{
    return "HTTP/1.1 " + std::to_string(status) + ' ' + phrase(status) + "\r\nserver: uvicorn\r\ncontent-type: " + contentType
        + "\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string workerStreamHead()
{
    return "HTTP/1.1 200 OK\r\nserver: uvicorn\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n";
}

std::string chunk(const std::string &bytes)
{
    std::array<char, 24> length{};
    std::snprintf(length.data(), length.size(), "%zx\r\n", bytes.size());
    return length.data() + bytes + "\r\n";
}

} // namespace vigie::providers::sandbox
