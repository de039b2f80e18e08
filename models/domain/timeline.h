#pragma once

#include "models/domain/instance.h"

#include <QVector>

#include <optional>

namespace vigie::models {

/// A stretch of time that an instance spent in one status.
struct StatusSpan {
    Status status = Status::Unknown;
    QString statusName;
    int attempt = 1;
    Instant from;
    std::optional<Instant> to; ///< absent: it is so still
    bool operator==(const StatusSpan &) const = default;
};

/// The stretches of an instance's life by status, oldest first.
QVector<StatusSpan> statusSpans(const QVector<Transition> &transitions);

/// What a stretch of an attempt was spent on.
enum class SegmentKind { Waiting, Working, Unattributed };

/// A stretch of an attempt: the innermost action that was waiting for its start or at work then, or nothing that is recorded.
struct Segment {
    SegmentKind kind = SegmentKind::Unattributed;
    std::optional<ActionCode> code; ///< absent for Unattributed
    Instant from;
    Instant to;
    bool operator==(const Segment &) const = default;
};

/// Cuts an attempt into segments that partition it: they are contiguous, in order, and add up to its length to the microsecond.
/// The attempt goes from its first record (transition or queueing) to its end: its last record for an attempt that has come to
/// rest (ready, failed or gone, or followed by another attempt), `now` for one still under way. Where actions overlap, the one that started last
/// wins (an action inside another); working wins over waiting. Neighbours of the same kind and code are one segment.
QVector<Segment> segmentsOfAttempt(const InstanceDetails &details, int attempt, Instant now);

} // namespace vigie::models
