#include "providers/machine/installlogparser.h"
#include "providers/machine/workerconf.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace vigie;
using models::ErrorCode;
using providers::InstallLogParser;
using providers::InstallState;
using providers::WorkerPlan;

class TestInstallLogParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAndLines()
    {
        const auto parsed
            = InstallLogParser::parse("::vigie phase=check event=begin at=1700000000000001\n"
                                      "plain line\n"
                                      "\n"
                                      "::vigie phase=check event=failed at=1700000000000002 exit=3 note=docker is missing: at=5 exit=9\n"
                                      "::vigie failed phase=check exit=3 at=1700000000000003\n"
                                      "::vigie-status offset=215 state=failed\n");
        QVERIFY(parsed);
        QCOMPARE(parsed->state, InstallState::Failed);
        QCOMPARE(parsed->nextOffset, 215);
        QCOMPARE(parsed->events.size(), 2);
        QCOMPARE(parsed->events[0].phase, QStringLiteral("check"));
        QCOMPARE(parsed->events[0].event, QStringLiteral("begin"));
        QCOMPARE(parsed->events[0].at.microseconds(), 1'700'000'000'000'001);
        QCOMPARE(parsed->events[1].exitCode, 3);
        QCOMPARE(parsed->events[1].at.microseconds(), 1'700'000'000'000'002);
        QCOMPARE(parsed->events[1].note, QStringLiteral("docker is missing: at=5 exit=9"));
        QCOMPARE(parsed->lines, (QStringList{QStringLiteral("plain line"), QString()}));
    }

    void finalLineInAPieceOfItsOwnIsNoSecondFailure()
    {
        const auto parsed = InstallLogParser::parse("::vigie failed phase=pull exit=18 at=7\n::vigie-status offset=1 state=failed");
        QVERIFY(parsed);
        QCOMPARE(parsed->state, InstallState::Failed);
        QVERIFY(parsed->events.isEmpty());
        QVERIFY(parsed->lines.isEmpty());
    }

    void states_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<InstallState>("state");
        QTest::newRow("idle") << QByteArray("::vigie-status offset=0 state=idle\n") << InstallState::Idle;
        QTest::newRow("running") << QByteArray("::vigie-status offset=0 state=running\n") << InstallState::Running;
        QTest::newRow("done") << QByteArray("::vigie done at=1\n::vigie-status offset=18 state=done\n") << InstallState::Done;
        QTest::newRow("failed") << QByteArray("::vigie-status offset=0 state=failed\n") << InstallState::Failed;
    }
    void states()
    {
        QFETCH(QByteArray, text);
        QFETCH(InstallState, state);
        const auto parsed = InstallLogParser::parse(text);
        QVERIFY(parsed);
        QCOMPARE(parsed->state, state);
        QVERIFY(parsed->events.isEmpty());
        QVERIFY(parsed->lines.isEmpty());
    }

    void notUnderstood_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "\n", "hello\n", "::vigie-status\n", "::vigie-status offset= state=done\n", "::vigie-status offset=-1 state=done\n",
              "::vigie-status offset=1 state=\n", "::vigie-status offset=1 state=finished\n",
              "::vigie-status offset=99999999999999999999 state=done\n", "::vigie-status offset=1x state=done\n",
              "x::vigie-status offset=1 state=done\n", "::vigie-status offset=1 state=done\nmore\n"})
            QTest::newRow(text) << QByteArray(text);
    }
    void notUnderstood()
    {
        QFETCH(QByteArray, text);
        const auto parsed = InstallLogParser::parse(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InstallFailed);
        QVERIFY(parsed.error().params.contains(QStringLiteral("phase")));
    }

    void linesThatOnlyLookLikeEvents_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"::vigie ", "::vigie phase=check", "::vigie phase=check event=begin", "::vigie phase=check event=begin at=",
              "::vigie phase=check event=begin at=-4", "::vigie phase=evil event=begin at=1", "::vigie phase=check event=evil at=1",
              "::vigie phase= event=begin at=1", " ::vigie phase=check event=begin at=1", "::vigie event=begin note=phase=check at=1"})
            QTest::newRow(line) << QByteArray(line);
    }
    void linesThatOnlyLookLikeEvents()
    {
        QFETCH(QByteArray, line);
        const auto parsed = InstallLogParser::parse(QByteArray(line + "\n::vigie-status offset=1 state=running\n"));
        QVERIFY(parsed);
        QVERIFY(parsed->events.isEmpty());
        QCOMPARE(parsed->lines, QStringList{QString::fromLatin1(line)});
    }

    void resultsAreBounded()
    {
        const QByteArray end = "::vigie-status offset=1 state=running\n";
        const auto many = InstallLogParser::parse(QByteArray(QByteArray("x\n").repeated(100'000) + end));
        QVERIFY(many);
        QCOMPARE(many->lines.size(), 20'000);
        const auto wide = InstallLogParser::parse(QByteArray(QByteArray(1'000'000, 'x') + '\n' + end));
        QVERIFY(wide);
        QCOMPARE(wide->lines.first().size(), 4096);
        const auto ugly = InstallLogParser::parse(QByteArray(QByteArray("a\x1b[31mb\r\tc\0d\xff\n", 14) + end));
        QVERIFY(ugly);
        for (const QChar c : ugly->lines.first())
            QVERIFY(c.unicode() >= 0x20);
    }

    /// Any bytes at all, mostly pieces of the real thing: no crash, and what comes out keeps its promises.
    void anyBytes()
    {
        const QByteArrayList pieces{
            "::vigie ", "::vigie-status ",   "phase=",   "check", "event=", "begin",   "failed", " at=",    "1700000000000001",
            " exit=",   "99999999999",       " note=",   "\n",    " ",      "offset=", "12",     " state=", "done",
            "=",        QByteArray(1, '\0'), "\xff\xfe", "::",    "done",   "-5"};
        QRandomGenerator random(20240607);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray text;
            const int count = random.bounded(30);
            for (int i = 0; i < count; ++i)
                text += random.bounded(10) == 0 ? QByteArray(1, static_cast<char>(random.bounded(256)))
                                                : pieces[random.bounded(static_cast<int>(pieces.size()))];
            if (random.bounded(2) == 0)
                text += "\n::vigie-status offset=7 state=running\n";
            const auto parsed = InstallLogParser::parse(text);
            if (!parsed)
                continue;
            QVERIFY(parsed->nextOffset >= 0);
            for (const auto &event : parsed->events) {
                QVERIFY(!event.phase.isEmpty() && !event.event.isEmpty());
                QVERIFY(event.at.microseconds() >= 0 && event.exitCode >= 0);
            }
        }
    }

    void conf()
    {
        WorkerPlan plan;
        plan.model = QStringLiteral("Qwen/Qwen2.5-7B-Instruct");
        plan.apiKey = "key";
        const auto least = providers::workerConf(plan, {});
        QVERIFY(least);
        QCOMPARE(*least, QByteArray("MODEL=Qwen/Qwen2.5-7B-Instruct\nIMAGE=vllm/vllm-openai:v0.13.0\nTENSOR_PARALLEL=1\n"
                                    "GPU_MEMORY_UTILIZATION=0.9000\nDTYPE=auto\nPORT=8000\nAPI_KEY=key\n"));
        plan.revision = QStringLiteral("main");
        plan.maxModelLength = 4096;
        const auto all = providers::workerConf(plan, "hf_token");
        QVERIFY(all);
        QVERIFY(all->contains("\nREVISION=main\n") && all->contains("\nMAX_MODEL_LEN=4096\n") && all->endsWith("\nHF_TOKEN=hf_token\n"));
    }

    void confRefuses_data()
    {
        QTest::addColumn<WorkerPlan>("plan");
        QTest::addColumn<QString>("field");
        WorkerPlan good;
        good.model = QStringLiteral("gpt2");
        good.apiKey = "key";
        int count = 0;
        const auto row = [&good, &count](const char *field, auto change) {
            WorkerPlan plan = good;
            change(plan);
            QTest::addRow("%d %s", ++count, field) << plan << QString::fromLatin1(field);
        };
        row("MODEL", [](WorkerPlan &plan) { plan.model.clear(); });
        row("MODEL", [](WorkerPlan &plan) { plan.model = QStringLiteral("a\nIMAGE=b"); });
        row("REVISION", [](WorkerPlan &plan) { plan.revision = QStringLiteral("a\rb"); });
        row("API_KEY", [](WorkerPlan &plan) { plan.apiKey = QByteArray("a\0b", 3); });
        row("API_KEY", [](WorkerPlan &plan) { plan.apiKey.clear(); });
        row("PORT", [](WorkerPlan &plan) { plan.port = 0; });
        row("TENSOR_PARALLEL", [](WorkerPlan &plan) { plan.tensorParallel = -1; });
        row("GPU_MEMORY_UTILIZATION", [](WorkerPlan &plan) { plan.gpuMemoryUtilization = 1.5; });
        row("GPU_MEMORY_UTILIZATION", [](WorkerPlan &plan) { plan.gpuMemoryUtilization = std::nan(""); });
    }
    void confRefuses()
    {
        QFETCH(WorkerPlan, plan);
        QFETCH(QString, field);
        const auto refused = providers::workerConf(plan, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidRequest);
        QCOMPARE(refused.error().params.value(QStringLiteral("field")), field);
        QVERIFY(refused.error().detail.isEmpty()); // the value may be a secret
    }
};


QTEST_GUILESS_MAIN(TestInstallLogParser)
#include "tst_installlogparser.moc"
