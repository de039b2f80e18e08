#pragma once

#include "models/domain/instant.h"

#include <QMap>
#include <QString>

namespace vigie::engine {

/// The waits of the engine, as the database's table `timing` has them.
struct Timings {
    models::Duration lease{45'000'000};
    models::Duration session{30'000'000};
    models::Duration providerRequest{30'000'000};
    models::Duration healthInterval{10'000'000};
    models::Duration retryFirst{2'000'000};
    models::Duration retryMost{60'000'000};
    models::Duration probeFirst{1'000'000};
    models::Duration probeMost{10'000'000};

    static Timings fromTable(const QMap<QString, models::Duration> &table);
};

/// The wait before the try after `tries` others: growing by half each time up to `most`, give or take a fifth, so that many that wait
/// together do not come together.
models::Duration backOff(models::Duration first, models::Duration most, int tries);

} // namespace vigie::engine
