#include "tests/storage/rig.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace vigie;
using models::AccountId;
using models::Duration;
using models::InstanceId;
using models::IntentKind;
using models::SessionId;
using models::Status;
using storage::Lease;
using test::Bench;
using test::codeOf;
using test::quoted;
using test::Rig;

/// Who works on what: claims, leases, renewals, and what an orderly end gives back.
class TestClaims : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_rig.start()); }
    void init() { m_bench = std::make_unique<Bench>(m_rig.freshSchema()); }
    void noRowTwice();
    void twoAtTheSameInstant();
    void onlyOwnAccountsAndAskedStatuses();
    void inTheOrderOfBeingDue();
    void takenOverAfterTheLeasesEnd();
    void nextDue();
    void renewal();
    void aRenewalDoesNotShortenAPermit();
    void terminatingIsRenewedOnlyWhenClaimedSo();
    void terminationWakesTheRow();
    void closingGivesBack();
    void beats();

private:
    QVector<Lease> claim(const SessionId &session, int most, const QVector<Status> &statuses = Bench::allStatuses(),
                         const QVector<AccountId> &accounts = {Bench::account()});

    Rig m_rig;
    std::unique_ptr<Bench> m_bench;
};

QVector<Lease> TestClaims::claim(const SessionId &session, int most, const QVector<Status> &statuses, const QVector<AccountId> &accounts)
{
    const auto leases = m_bench->work().claim(session, most, statuses, accounts);
    if (!leases)
        qWarning("claim: %s", qUtf8Printable(leases.error().detail));
    return leases.value_or(QVector<Lease>());
}

void TestClaims::noRowTwice()
{
    QSet<InstanceId> all;
    for (int i = 0; i < 10; ++i)
        all.insert(m_bench->create());
    QCOMPARE(claim(m_bench->session(), 4).size(), 4);
    QCOMPARE(claim(m_bench->openSession(), 100).size(), 6);
    QCOMPARE(claim(m_bench->openSession(), 100).size(), 0);
    QCOMPARE(m_bench->value(u"select count(*) from vigie.instance where lease_epoch = 1 and lease_owner is not null and abs(extract(epoch "
        "from lease_until - run_at)) < 1 "
                            "and lease_status = 'provisioning'"_s).toInt(), 10);
}

void TestClaims::twoAtTheSameInstant()
{
    for (int i = 0; i < 5; ++i)
        m_bench->create();
    // One holds its claim's transaction open: the other neither waits nor gets a row of it.
    storage::Database first(m_bench->info(), u"first"_s);
    storage::WorkRepository work(first);
    QVERIFY(first.begin());
    const auto mine = work.claim(m_bench->session(), 3, Bench::allStatuses(), {Bench::account()});
    QVERIFY(mine && mine->size() == 3);
    const auto others = claim(m_bench->openSession(), 10);
    QCOMPARE(others.size(), 2);
    QVERIFY(first.commit());
    QSet<InstanceId> ids;
    for (const Lease &lease : *mine + others)
        ids.insert(lease.instance);
    QCOMPARE(ids.size(), 5);
}

void TestClaims::onlyOwnAccountsAndAskedStatuses()
{
    models::Account other;
    other.id = AccountId(u"other"_s);
    other.zones = {models::Zone(u"fr-par-1"_s)};
    QVERIFY(m_bench->requests().saveAccount(other));
    auto plan = Bench::plan();
    plan.account = other.id;
    const auto theirs = m_bench->requests().create(plan, *m_bench->requests().clock());
    QVERIFY(theirs);
    const InstanceId booting = m_bench->bring(Status::Booting);
    const InstanceId own = m_bench->create();
    QCOMPARE(claim(m_bench->session(), 9, {}).size(), 0);
    QCOMPARE(claim(m_bench->session(), 9, Bench::allStatuses(), {}).size(), 0);
    const auto asked = claim(m_bench->session(), 9, {Status::Provisioning, Status::Ready});
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().instance, own);
    const auto rest = claim(m_bench->session(), 9, Bench::allStatuses(), {other.id, Bench::account()});
    QCOMPARE(rest.size(), 2);
    QVERIFY(rest[0].instance == *theirs || rest[1].instance == *theirs);
    QVERIFY(rest[0].instance == booting || rest[1].instance == booting);
}

void TestClaims::inTheOrderOfBeingDue()
{
    QVector<InstanceId> order;
    for (int i = 0; i < 6; ++i)
        order.append(m_bench->create());
    std::reverse(order.begin(), order.end());
    for (int i = 0; i < 6; ++i)
        m_bench->must(u"update vigie.instance set run_at = timestamptz '2026-01-01 00:00Z' + %1 * interval '1 s' where id = "
            "%2"_s.arg(i).arg(quoted(order[i])));
    m_bench->must(u"update vigie.instance set run_at = clock_timestamp() + interval '1 h' where id = %1"_s.arg(quoted(order[5])));
    for (int i = 0; i < 5; ++i) {
        const auto leases = claim(m_bench->session(), 1);
        QCOMPARE(leases.size(), 1);
        QCOMPARE(leases.first().instance, order[i]);
        QCOMPARE(leases.first().dueAt.microseconds(), (1'767'225'600 + i) * 1'000'000LL);
    }
    QCOMPARE(claim(m_bench->session(), 1).size(), 0);
}

void TestClaims::takenOverAfterTheLeasesEnd()
{
    const InstanceId id = m_bench->create();
    const SessionId other = m_bench->openSession();
    const auto first = claim(m_bench->session(), 1);
    QCOMPARE(first.size(), 1);
    QVERIFY(!first.first().takenOver);
    QCOMPARE(first.first().epoch, 1);
    QCOMPARE(claim(other, 1).size(), 0);
    m_bench->must(u"update vigie.instance set run_at = clock_timestamp(), lease_until = clock_timestamp() where id = %1"_s.arg(quoted(id)));
    const auto second = claim(other, 1);
    QCOMPARE(second.size(), 1);
    QVERIFY(second.first().takenOver);
    QCOMPARE(second.first().epoch, 2);
    // What had ended in order is not taken over.
    storage::Conclusion again;
    again.from = Status::Provisioning;
    again.next = Duration(0);
    QVERIFY(m_bench->work().conclude(second.first(), again));
    const auto third = claim(m_bench->session(), 1);
    QCOMPARE(third.size(), 1);
    QVERIFY(!third.first().takenOver);
    QCOMPARE(third.first().epoch, 3);
}

void TestClaims::nextDue()
{
    const auto due = [this](const QVector<Status> &statuses) { return *m_bench->work().nextDue(statuses, {Bench::account()}); };
    QVERIFY(!due(Bench::allStatuses()));
    const InstanceId id = m_bench->create();
    QVERIFY(due({Status::Provisioning}) && *due({Status::Provisioning}) <= Duration(0));
    QVERIFY(!due({Status::Ready}));
    QVERIFY(!*m_bench->work().nextDue(Bench::allStatuses(), {}));
    m_bench->must(u"update vigie.instance set run_at = clock_timestamp() + interval '1 h' where id = %1"_s.arg(quoted(id)));
    QVERIFY(*due({Status::Provisioning}) > std::chrono::minutes(59) && *due({Status::Provisioning}) <= std::chrono::hours(1));
    m_bench->must(u"update vigie.instance set run_at = null where id = %1"_s.arg(quoted(id)));
    QVERIFY(!due({Status::Provisioning}));
}

void TestClaims::renewal()
{
    const Lease held = m_bench->claim(m_bench->create());
    const Lease lost = m_bench->claim(m_bench->create());
    const Lease ended = m_bench->claim(m_bench->create());
    m_bench->claimAs(m_bench->openSession(), lost.instance);
    storage::Conclusion done;
    done.from = Status::Provisioning;
    done.next = Duration(0);
    QVERIFY(m_bench->work().conclude(ended, done));
    const QString until = u"select lease_until from vigie.instance where id = %1"_s.arg(quoted(held.instance));
    const auto before = m_bench->value(until);
    const auto renewed = m_bench->work().renew({held, lost, ended});
    QVERIFY(renewed);
    QCOMPARE(*renewed, QVector<InstanceId>{held.instance});
    QCOMPARE(m_bench->value(u"select lease_until > %1::timestamptz and run_at > %1::timestamptz from vigie.instance where id = %2"_s
                                .arg(quoted(before.toDateTime().toUTC().toString(Qt::ISODateWithMs)), quoted(held.instance))).toBool(),
                                    true);
    QVERIFY(m_bench->work().renew({})->isEmpty());
    // The renewed one is nobody else's, and its epoch is as it was.
    QVERIFY(m_bench->work().beginAction(held, models::ActionCode::ProviderCreate));
}

void TestClaims::aRenewalDoesNotShortenAPermit()
{
    QVERIFY(m_bench->requests().setTiming(u"lease"_s, std::chrono::seconds(2)));
    const Lease lease = m_bench->claim(m_bench->create());
    QVERIFY(m_bench->work().permit(lease, IntentKind::CreateServer, {}));
    const QString covered = u"select lease_until >= clock_timestamp() + interval '40 s' and run_at >= clock_timestamp() + interval '40 s' "
                            "from vigie.instance where id = %1"_s.arg(quoted(lease.instance));
    QVERIFY(m_bench->value(covered).toBool());
    QCOMPARE(m_bench->work().renew({lease})->size(), 1);
    QVERIFY(m_bench->value(covered).toBool());
}

void TestClaims::terminatingIsRenewedOnlyWhenClaimedSo()
{
    const InstanceId id = m_bench->create();
    const Lease before = m_bench->claim(id);
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), id, {}));
    QVERIFY(m_bench->work().renew({before})->isEmpty());
    const Lease after = m_bench->claim(id);
    QCOMPARE(*m_bench->work().renew({after}), QVector<InstanceId>{id});
}

void TestClaims::terminationWakesTheRow()
{
    const QString wait = u"select run_at - clock_timestamp() < interval '1 s' from vigie.instance where id = %1"_s;
    // Held: its holder gets a second. Waiting for something far off, or for nothing: at once.
    const InstanceId held = m_bench->create();
    m_bench->claim(held);
    QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), held, {}));
    QVERIFY(m_bench->value(wait.arg(quoted(held))).toBool());
    for (const QString &due : {u"null"_s, u"clock_timestamp() + interval '1 h'"_s}) {
        const InstanceId id = m_bench->bring(Status::Failed);
        m_bench->must(u"update vigie.instance set run_at = %1 where id = %2"_s.arg(due, quoted(id)));
        QVERIFY(m_bench->requests().terminate(models::RequestId::generate(), id, {}));
        const auto leases = claim(m_bench->session(), 9, {Status::Terminating});
        QVERIFY(std::any_of(leases.begin(), leases.end(), [&](const Lease &lease) { return lease.instance == id; }));
    }
}

void TestClaims::closingGivesBack()
{
    const SessionId other = m_bench->openSession();
    const Lease idle = m_bench->claim(m_bench->create());
    const Lease sending = m_bench->claim(m_bench->create());
    const Lease theirs = m_bench->claimAs(other, m_bench->create());
    QVERIFY(m_bench->work().permit(sending, IntentKind::CreateServer, {}));
    QVERIFY(m_bench->work().closeSession(m_bench->session()));
    QCOMPARE(m_bench->value(u"select count(*) from vigie.session"_s).toInt(), 1);
    const auto leases = claim(other, 9);
    QCOMPARE(leases.size(), 1);
    QCOMPARE(leases.first().instance, idle.instance);
    QVERIFY(!leases.first().takenOver);
    QCOMPARE(codeOf(m_bench->work().beginAction(idle, models::ActionCode::ProviderCreate)), u"FENCED"_s);
    // What had a request under way is still its own until the lease ends.
    QVERIFY(m_bench->work().beginAction(sending, models::ActionCode::ProviderCreate));
    QVERIFY(m_bench->work().beginAction(theirs, models::ActionCode::ProviderCreate));
}

void TestClaims::beats()
{
    const QVector<AccountId> accounts{AccountId(u"a"_s), AccountId(u"b"_s)};
    QCOMPARE(*m_bench->requests().orchestrators(), 1);
    QVERIFY(*m_bench->work().beat(m_bench->session(), accounts));
    QCOMPARE(*m_bench->requests().orchestrators(AccountId(u"b"_s)), 1);
    QCOMPARE(*m_bench->requests().orchestrators(Bench::account()), 0);
    m_bench->must(u"update vigie.session set expires_at = clock_timestamp()"_s);
    QCOMPARE(*m_bench->requests().orchestrators(), 0);
    QVERIFY(*m_bench->work().beat(m_bench->session(), {}));
    QCOMPARE(*m_bench->requests().orchestrators(), 1);
    QVERIFY(!*m_bench->work().beat(SessionId::generate(), accounts));
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
