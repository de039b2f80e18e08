#pragma once

#include "models/console.h"
#include "models/domain/instance.h"
#include "models/domain/timeline.h"

#include <QJsonArray>
#include <QJsonObject>

namespace vigie::ctl {

// Documents for programs: keys and codes are never translated; instants (`_us`) are microseconds since 1970 in UTC, durations microseconds,
// money (`_micros`) millionths of a euro; what is not known is null.
QJsonObject toJson(const models::Error &error);
QJsonObject toJson(const models::Instance &instance);
QJsonObject toJson(const models::Transition &transition);
QJsonObject toJson(const models::Action &action);
QJsonObject toJson(const models::Resource &resource);
QJsonObject toJson(const models::Segment &segment);
QJsonObject toJson(const models::Account &account);
QJsonObject toJson(const models::Offer &offer);

template <class Item>
QJsonArray toJson(const QVector<Item> &items)
{
    QJsonArray array;
    for (const Item &each : items)
        array.append(toJson(each));
    return array;
}

} // namespace vigie::ctl
