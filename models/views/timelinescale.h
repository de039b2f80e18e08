#pragma once

#include "models/domain/instant.h"

#include <QVector>

namespace vigie::models {

/// The mapping of a stretch of time onto the width of a widget, in pixels. A value: zooming and panning give another one.
class TimelineScale {
public:
    TimelineScale() = default;
    /// `to` is put after `from`, by a millisecond at least. `left` is where `from` lies, `width` in pixels.
    TimelineScale(Instant from, Instant to, double left, double width);

    Instant from() const { return m_from; }
    Instant to() const { return m_to; }
    double left() const { return m_left; }
    double right() const { return m_left + m_width; }
    double xOf(Instant at) const;
    Instant at(double x) const;

    /// Zooms about a pixel, whose instant stays under it. A factor over 1 comes nearer. Between 1 ms and 400 days are shown.
    TimelineScale zoomed(double factor, double aboutX) const;
    TimelineScale panned(double pixels) const;
    TimelineScale resized(double left, double width) const { return {m_from, m_to, left, width}; }

    /// The distance of ticks, a round one, such that neighbours are `pixels` apart at least.
    Duration tickStep(double pixels) const;
    /// The instants of ticks in sight, counted from `origin`.
    QVector<Instant> ticks(Instant origin, double pixels) const;

    bool operator==(const TimelineScale &) const = default;

private:
    Instant m_from;
    Instant m_to = Instant::fromMicroseconds(1000);
    double m_left = 0;
    double m_width = 1;
};

} // namespace vigie::models
