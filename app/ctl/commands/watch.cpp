#include "app/ctl/commands/commands.h"

#include "app/ctl/instancetexts.h"
#include "app/ctl/json.h"
#include "app/engine/changefeed.h"
#include "app/engine/listener.h"
#include "ui/text/durationtext.h"
#include "ui/text/errortext.h"
#include "ui/text/moneytext.h"
#include "ui/text/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>
#include <vector>

namespace vigie::ctl::commands {

using models::FleetDelta;
using models::Instance;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the feed said and was not printed yet.
struct Inbox {
    std::mutex mutex;
    engine::WakeUp arrived;
    std::vector<FleetDelta> deltas;
    std::optional<models::Error> lost;
    bool isLost = false;

    void add(const FleetDelta &delta)
    {
        const std::lock_guard lock(mutex);
        deltas.push_back(delta);
        arrived.ring();
    }
    void lose(const models::Error &error)
    {
        const std::lock_guard lock(mutex);
        if (!isLost)
            lost = error;
        isLost = true;
        arrived.ring();
    }
    void live()
    {
        const std::lock_guard lock(mutex);
        isLost = false;
    }
};

/// Whether people would see a difference. The cost goes on by itself, and is not one.
bool looksDifferent(const Instance &left, const Instance &right)
{
    const auto look = [](const Instance &each) {
        return std::tuple(each.version, each.progress, each.name, each.address, each.pricePerHour, each.liveResources, each.terminationAsked);
    };
    return look(left) != look(right) || left.error != right.error || left.trouble != right.trouble;
}

class Watcher {
public:
    explicit Watcher(Output &output) : m_output(output) {}

    void print(const FleetDelta &delta)
    {
        QVector<Instance> fresh;
        for (const Instance &each : delta.changed) {
            const auto known = m_known.constFind(each.id);
            if (known != m_known.cend() && !looksDifferent(*known, each))
                continue;
            m_known.insert(each.id, each);
            if (m_first && each.status == models::Status::Archived)
                continue;
            fresh.append(each);
        }
        if (m_output.isJson()) {
            for (const Instance &each : fresh)
                m_output.record({{u"event"_s, m_first ? u"present"_s : u"changed"_s}, {u"as_of_us"_s, static_cast<qint64>(delta.asOf.microseconds())},
                                 {u"instance"_s, toJson(each)}});
        } else if (m_first) {
            std::sort(fresh.begin(), fresh.end(), [](const Instance &left, const Instance &right) { return left.createdAt < right.createdAt; });
            vigie::ctl::print(m_output, fleetTable(fresh, delta.asOf));
        } else {
            for (const Instance &each : fresh)
                printLine(each, delta.asOf);
        }
        m_first = false;
    }

private:
    void printLine(const Instance &instance, models::Instant now)
    {
        constexpr int nameColumns = 28;
        constexpr int statusColumns = 14;
        const QString name = ui::shown(instance.name);
        const Table::Cell status = statusCell(instance);
        const auto padding = [](const QString &text, int columns) { return QString(std::max(0, columns - columnsOf(text)) + 2, u' '); };
        QString line = ui::timeText(now, now) + u"  "_s + instance.id.toString().left(8) + u"  "_s + name + padding(name, nameColumns);
        line += (m_output.colours() ? toned(status.text, status.tone) : status.text) + padding(status.text, statusColumns);
        line += ui::percentText(instance.progress).rightJustified(5) + u"  "_s + ui::pricePerHourText(instance.pricePerHour);
        const auto &problem = instance.error ? instance.error : instance.trouble;
        if (problem)
            line += u"  "_s + ui::errorText(*problem).cause;
        m_output.line(line);
    }

    Output &m_output;
    QHash<models::InstanceId, Instance> m_known;
    bool m_first = true;
};

} // namespace

Exit watch(Session &session, const Arguments &)
{
    Output &output = session.output();
    Inbox inbox;
    Watcher watcher(output);
    engine::ChangeFeed feed(session.world().database, session.world().applicationName,
                            {[&inbox](const FleetDelta &delta) { inbox.add(delta); },
                             [&inbox](models::Instant, int) { inbox.live(); },
                             [&inbox](const models::Error &error) { inbox.lose(error); }});
    const engine::Listener listener(session.world().database, session.world().applicationName, [&feed] { feed.hint(); });
    while (!output.isUnread() && output.failure().isEmpty() && inbox.arrived.wait(1s, session.stop())) {
        std::vector<FleetDelta> deltas;
        std::optional<models::Error> lost;
        bool isLost = false;
        {
            const std::lock_guard lock(inbox.mutex);
            deltas.swap(inbox.deltas);
            lost.swap(inbox.lost);
            isLost = inbox.isLost;
        }
        for (const FleetDelta &each : deltas)
            watcher.print(each);
        if (lost)
            output.problem(*lost);
        if (isLost && session.mend())
            feed.hint();
    }
    return Exit::Done;
}

} // namespace vigie::ctl::commands
