#include "models/domain/decision.h"

#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace vigie::models;

/// The decision over every combination of the facts that it may look at, against properties that are written without looking at it.
class TestDecision : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCombination();
    void otherFactsDoNotMatter();
    void deadlineFailures();
    void fromTheRequestToReady();
    void everyStateComesToReadyOrFails();
    void everyStateCanBeTerminated();
};

namespace {

QVector<Status> statuses()
{
    QVector<Status> all{Status::Unknown};
    for (std::size_t i = 0; i < statusCount; ++i)
        all.append(static_cast<Status>(i));
    return all;
}

OwnedResource resource(ResourceKind kind, const QString &id, bool condemned = false, bool billed = false, bool absent = false)
{
    return {kind, id, {}, condemned, billed, absent};
}

OpenIntent intent(IntentKind kind, bool settled)
{
    return {IntentId::generate(), kind, {}, settled};
}

/// The sets of resources that are tried: none, one or two of each kind in each of their states.
QVector<QVector<OwnedResource>> resourceSets()
{
    QVector<QVector<OwnedResource>> sets;
    QVector<QVector<OwnedResource>> servers{{}};
    for (int bits = 0; bits < 8; ++bits)
        servers.append({resource(ResourceKind::Server, u"srv"_s, bits & 1, bits & 2, bits & 4)});
    servers.append({resource(ResourceKind::Server, u"srv"_s), resource(ResourceKind::Server, u"extra"_s, true, true)});
    QVector<QVector<OwnedResource>> volumes{{}};
    for (const bool absent : {false, true})
        volumes.append({resource(ResourceKind::Volume, u"vol"_s, true, true, absent)});
    volumes.append({resource(ResourceKind::Volume, u"vol"_s, false, true)});
    volumes.append({resource(ResourceKind::Volume, u"vol"_s), resource(ResourceKind::Volume, u"vol2"_s, true, true, true)});
    QVector<QVector<OwnedResource>> addresses{{}};
    for (const bool condemned : {false, true})
        addresses.append({resource(ResourceKind::Address, u"ip"_s, condemned, true, condemned)});
    addresses.append({resource(ResourceKind::Address, u"ip"_s, true, true, false)});
    for (const auto &server : servers) {
        for (const auto &volume : volumes) {
            for (const auto &address : addresses)
                sets.append(server + volume + address);
        }
    }
    return sets;
}

/// Ends at the first failure of the test function.
void eachCombination(const std::function<void(const Facts &)> &look)
{
    const auto sets = resourceSets();
    const QVector<QSet<ActionCode>> successes{
        {}, {ActionCode::ResolveBootImage}, {ActionCode::WorkerVllmHttpOk}, {ActionCode::WorkerVllmHttpOk, ActionCode::WorkerModelLoaded},
        {ActionCode::WorkerModelLoaded, ActionCode::WorkerVllmWarmup, ActionCode::ResolveBootImage}};
    const QVector<QVector<OpenIntent>> intents{
        {}, {intent(IntentKind::CreateServer, false)}, {intent(IntentKind::CreateServer, true)}, {intent(IntentKind::PowerOn, false)},
        {intent(IntentKind::DeleteServer, true), intent(IntentKind::DeleteVolume, false)},
        {intent(IntentKind::PowerOn, true), intent(IntentKind::CreateServer, true)}};
    Facts facts;
    for (const Status status : statuses()) {
        facts.status = status;
        facts.wanted = status != Status::Terminating && status != Status::Terminated && status != Status::Archived;
        for (const auto &resources : sets) {
            facts.resources = resources;
            for (const auto &open : intents) {
                facts.intents = open;
                for (const auto &succeeded : successes) {
                    facts.succeeded = succeeded;
                    for (int bits = 0; bits < 16 && !QTest::currentTestFailed(); ++bits) {
                        facts.serverId = bits & 1 ? u"srv"_s : QString();
                        facts.address = bits & 2 ? u"51.15.0.1"_s : QString();
                        facts.deadlinePassed = bits & 4;
                        facts.powerOnAccepted = bits & 8;
                        look(facts);
                    }
                }
            }
        }
    }
}

template <class Test>
bool holds(const Facts &facts, Test test)
{
    return std::any_of(facts.resources.begin(), facts.resources.end(), test);
}

const QHash<Status, QSet<int>> &stepsOf()
{
    const auto set = [](std::initializer_list<Step> steps) {
        QSet<int> result;
        for (const Step step : steps)
            result.insert(int(step));
        return result;
    };
    static const QHash<Status, QSet<int>> table{
        {Status::Provisioning, set({Step::Fail, Step::ResolveBootImage, Step::CreateServer, Step::ObserveCreate, Step::RecordVolumes,
            Step::PowerOn, Step::AwaitRunning})},
        {Status::Booting, set({Step::Fail, Step::GetAddress, Step::AwaitSsh})},
        {Status::Installing, set({Step::Fail, Step::Install})},
        {Status::Starting, set({Step::Fail, Step::AwaitWorker, Step::WarmUp, Step::FirstHealth})},
        {Status::Ready, set({Step::CheckHealth})},
        {Status::Unavailable, set({Step::CheckHealth})},
        {Status::Terminating, set({Step::ObserveCreate, Step::CondemnAll, Step::DeleteServer, Step::DeleteVolume, Step::DeleteAddress,
            Step::ConfirmAbsence, Step::VerifyGone})},
    };
    return table;
}

bool belongs(Status status, Step step)
{
    const auto found = stepsOf().constFind(status);
    return found == stepsOf().constEnd() ? step == Step::Nothing : found->contains(int(step));
}

/// What is wrong with a decision; null when nothing is.
const char *broken(const Facts &facts, Step step)
{
    const bool openCreate = facts.openIntent(IntentKind::CreateServer).has_value();
    const bool allCondemned = !holds(facts, [](const OwnedResource &each) { return !each.condemned; });
    const auto recordedVolume = [](const OwnedResource &each) { return each.kind == ResourceKind::Volume && !each.condemned; };
    const bool deletes = step == Step::DeleteServer || step == Step::DeleteVolume || step == Step::DeleteAddress;
    const bool comingUp = isComingUp(facts.status);
    const auto deletable = [&](ResourceKind kind) {
        return holds(facts, [kind](const OwnedResource &each) { return each.kind == kind && each.condemned && !each.seenAbsent; });
    };
    if (!belongs(facts.status, step))
        return "a step that is none of this status";
    if (step == Step::CreateServer && (openCreate || !facts.serverId.isEmpty() || !facts.hasSucceeded(ActionCode::ResolveBootImage)))
        return "a create besides another, or without an image";
    if (step == Step::PowerOn && (facts.serverId.isEmpty() || openCreate || !holds(facts, recordedVolume)))
        return "power before the server and its volumes are on record";
    if (step == Step::PowerOn && (facts.openIntent(IntentKind::PowerOn) || facts.powerOnAccepted))
        return "power asked for twice";
    if (!facts.wanted && (step == Step::CreateServer || step == Step::PowerOn))
        return "something made for what is to be absent";
    if (deletes && (!allCondemned || openCreate || facts.status != Status::Terminating))
        return "deleted before all is condemned";
    if ((step == Step::DeleteServer && !deletable(ResourceKind::Server)) || (step == Step::DeleteVolume
        && !deletable(ResourceKind::Volume)) ||
        (step == Step::DeleteAddress && !deletable(ResourceKind::Address)))
        return "nothing there to delete";
    if (step == Step::DeleteVolume && deletable(ResourceKind::Server))
        return "a volume deleted under its server";
    if (step == Step::VerifyGone && (openCreate || !facts.resources.isEmpty()))
        return "gone while something is on record";
    if (step == Step::ConfirmAbsence && holds(facts, [](const OwnedResource &each) { return !each.seenAbsent; }))
        return "confirmed before it was missed";
    if (openCreate && (facts.status == Status::Provisioning || facts.status == Status::Terminating) && step != Step::ObserveCreate)
        return "an open create is not looked for";
    if (!openCreate && step == Step::ObserveCreate)
        return "nothing to look for";
    if (facts.deadlinePassed && comingUp && step != Step::Fail && step != Step::ObserveCreate)
        return "a deadline is passed over";
    if (step == Step::Fail && !facts.deadlinePassed)
        return "failed without a reason";
    if (facts.status == Status::Terminating && step == Step::Nothing)
        return "a termination is given up";
    return nullptr;
}

} // namespace

void TestDecision::everyCombination()
{
    int looked = 0;
    QSet<int> taken;
    eachCombination([&](const Facts &facts) {
        const Step step = decide(facts);
        ++looked;
        taken.insert(int(step));
        if (const char *problem = broken(facts, step)) {
            QFAIL(qPrintable(u"%1: step %2 in %3, server '%4', %5 resources, %6 "
                "intents"_s.arg(QLatin1String(problem)).arg(int(step)).arg(toName(facts.status), facts.serverId)
                                 .arg(facts.resources.size()).arg(facts.intents.size())));
        }
    });
    QVERIFY(QTest::currentTestFailed() || looked > 100'000);
    QCOMPARE(taken.size(), int(Step::VerifyGone) + 1); // every step there is was taken somewhere
}

void TestDecision::otherFactsDoNotMatter()
{
    int looked = 0;
    int compared = 0;
    eachCombination([&](const Facts &facts) {
        if (++looked % 53 != 0)
            return;
        Facts other = facts;
        other.gpus = 8;
        other.tries = looked % 100;
        other.hostKey = u"SHA256:x"_s;
        other.installOffset = looked;
        other.trouble = Error{ErrorCode::ProviderUnreachable, {}, {}};
        other.readAt = Instant::fromMicroseconds(looked);
        for (OpenIntent &each : other.intents)
            each.id = IntentId::generate();
        if (decide(other) != decide(facts))
            QFAIL("the decision looked at something else");
        ++compared;
    });
    QVERIFY(compared > 1000);
}

void TestDecision::deadlineFailures()
{
    const QHash<Status, DeadlineFailure> expected{{Status::Provisioning, {Status::ProvisioningFailed, ErrorCode::ProviderStartTimeout}},
                                                  {Status::Booting, {Status::StartupFailed, ErrorCode::SshNotAccessible}},
                                                  {Status::Installing, {Status::StartupFailed, ErrorCode::StartupTimeout}},
                                                  {Status::Starting, {Status::StartupFailed, ErrorCode::VllmNotResponding}}};
    Facts facts;
    for (auto each = expected.begin(); each != expected.end(); ++each) {
        facts.status = each.key();
        facts.trouble.reset();
        QCOMPARE(deadlineFailure(facts).status, each->status);
        QCOMPARE(deadlineFailure(facts).code, each->code);
        QVERIFY(isLegal(each.key(), each->status));
        facts.trouble = Error{ErrorCode::ProviderOutOfStock, {}, {}};
        QCOMPARE(deadlineFailure(facts).status, each->status);
        QCOMPARE(deadlineFailure(facts).code, ErrorCode::ProviderOutOfStock);
    }
    facts.status = Status::Starting;
    facts.trouble.reset();
    facts.succeeded = {ActionCode::WorkerVllmHttpOk};
    QCOMPARE(deadlineFailure(facts).code, ErrorCode::ModelLoadFailed);
}

namespace {

/// What a step that succeeds makes of the facts.
void succeed(Facts &facts, Step step)
{
    const auto remove = [&facts](IntentKind kind) {
        facts.intents.removeIf([kind](const OpenIntent &each) { return each.kind == kind; });
    };
    const auto miss = [&facts](ResourceKind kind) {
        for (OwnedResource &each : facts.resources) {
            if (each.kind == kind && !each.seenAbsent) {
                each.seenAbsent = true;
                return;
            }
        }
    };
    const auto enter = [&facts](Status status) {
        if (!isLegal(facts.status, status))
            qFatal("illegal: %s to %s", toName(facts.status).data(), toName(status).data());
        facts.status = status;
        facts.deadlinePassed = false;
    };
    switch (step) {
    case Step::Fail:
        return enter(deadlineFailure(facts).status);
    case Step::ResolveBootImage:
        facts.succeeded.insert(ActionCode::ResolveBootImage);
        return;
    case Step::CreateServer:
        facts.intents.append(intent(IntentKind::CreateServer, false));
        break;
    case Step::ObserveCreate: // it is found
        remove(IntentKind::CreateServer);
        if (facts.serverId.isEmpty()) {
            facts.serverId = u"srv"_s;
            facts.resources.append(resource(ResourceKind::Server, u"srv"_s));
        }
        break;
    case Step::RecordVolumes:
        facts.resources.append(resource(ResourceKind::Volume, u"root"_s, false, true));
        break;
    case Step::PowerOn:
        facts.powerOnAccepted = true;
        break;
    case Step::AwaitRunning:
        remove(IntentKind::PowerOn);
        return enter(Status::Booting);
    case Step::GetAddress:
        facts.address = u"51.15.0.1"_s;
        facts.resources.append(resource(ResourceKind::Address, u"ip"_s, false, true));
        break;
    case Step::AwaitSsh:
        return enter(Status::Installing);
    case Step::Install:
        return enter(Status::Starting);
    case Step::AwaitWorker:
        facts.succeeded += {ActionCode::WorkerVllmHttpOk, ActionCode::WorkerModelLoaded};
        break;
    case Step::WarmUp:
        facts.succeeded.insert(ActionCode::WorkerVllmWarmup);
        break;
    case Step::FirstHealth:
        return enter(Status::Ready);
    case Step::CondemnAll:
        for (OwnedResource &each : facts.resources)
            each.condemned = true;
        break;
    case Step::DeleteServer:
        return miss(ResourceKind::Server);
    case Step::DeleteVolume:
        return miss(ResourceKind::Volume);
    case Step::DeleteAddress:
        return miss(ResourceKind::Address);
    case Step::ConfirmAbsence:
        facts.resources.removeIf([](const OwnedResource &each) { return each.seenAbsent; });
        break;
    case Step::VerifyGone:
        facts.intents.clear(); // of deletions
        return enter(Status::Terminated);
    default:
        break;
    }
}

/// The steps until nothing is left to be done, at most so many; fails when they were not enough.
QVector<Step> walk(Facts &facts, int most)
{
    QVector<Step> steps;
    while (steps.size() < most) {
        const Step step = decide(facts);
        if (step == Step::Nothing || step == Step::CheckHealth)
            return steps;
        steps.append(step);
        succeed(facts, step);
    }
    return {};
}

} // namespace

void TestDecision::fromTheRequestToReady()
{
    Facts facts;
    facts.status = Status::Provisioning;
    const QVector<Step> expected{Step::ResolveBootImage, Step::CreateServer, Step::ObserveCreate, Step::RecordVolumes, Step::PowerOn,
        Step::AwaitRunning,
                                 Step::GetAddress, Step::AwaitSsh, Step::Install, Step::AwaitWorker, Step::WarmUp, Step::FirstHealth};
    QCOMPARE(walk(facts, 20), expected);
    QCOMPARE(facts.status, Status::Ready);
    QCOMPARE(decide(facts), Step::CheckHealth);
}

void TestDecision::everyStateComesToReadyOrFails()
{
    eachCombination([](const Facts &start) {
        // A row that holds a server's id has that server on record, not condemned: adopting writes both.
        const bool sane = start.serverId.isEmpty() ? start.resources.isEmpty()
                                                   : holds(start, [](const OwnedResource &each) { return each.kind == ResourceKind::Server
                                                       && !each.condemned; });
        if (!isComingUp(start.status) || !sane)
            return;
        Facts facts = start;
        const auto steps = walk(facts, 20);
        const Status expected = start.deadlinePassed
            && !start.openIntent(IntentKind::CreateServer) ? deadlineFailure(start).status : facts.status;
        if (facts.status != expected || (facts.status != Status::Ready && !isFailed(facts.status)))
            QFAIL(qPrintable(u"%1 ends as %2 after %3 steps"_s.arg(toName(start.status), toName(facts.status)).arg(steps.size())));
    });
}

void TestDecision::everyStateCanBeTerminated()
{
    QSet<Status> from;
    eachCombination([&from](const Facts &start) {
        if ((!canTerminate(start.status) && start.status != Status::Terminating) || start.deadlinePassed || !start.address.isEmpty())
            return;
        Facts facts = start;
        facts.status = Status::Terminating;
        facts.wanted = false;
        from.insert(start.status);
        walk(facts, 20);
        if (facts.status != Status::Terminated || !facts.resources.isEmpty())
            QFAIL(qPrintable(u"%1 ends as %2"_s.arg(toName(start.status), toName(facts.status))));
    });
    QCOMPARE(from.size(), 11);
}

QTEST_GUILESS_MAIN(TestDecision)
#include "tst_decision.moc"
