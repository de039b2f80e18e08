#pragma once

namespace vigie::providers::sandbox {

/// Wakes a thread that polls: a descriptor that becomes readable. wake() may be called from any thread.
class Waker {
public:
    Waker();
    ~Waker();
    Waker(const Waker &) = delete;
    Waker &operator=(const Waker &) = delete;

    int fd() const { return m_fd; }
    void wake() const;
    /// Makes it unreadable again.
    void clear() const;

private:
    int m_fd;
};

} // namespace vigie::providers::sandbox
