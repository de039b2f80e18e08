#include "models/domain/modelid.h"

#include <QMetaEnum>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace vigie::models;
using namespace Qt::StringLiterals;
using enum ModelIdProblem;

/// What people type, and what becomes of it. The rule is that of huggingface_hub's validator.
class TestModelId : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void agreesWithTheHubsRule();
    void anyTextIsEitherAReferenceOrAProblem();
};

namespace {

/// The Hub client's rule, written as one regular expression, with the name's limit also on the namespace.
const QRegularExpression &hubRule()
{
    static const QRegularExpression rule(QStringLiteral(
        R"(\A(?!.*(?:--|\.\.))(?!.*\.git\z)(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?/)?[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?\z)"));
    return rule;
}

QString randomText(QRandomGenerator &random, const QStringList &pieces)
{
    QString text;
    for (auto left = random.bounded(1, 9); left > 0; --left)
        text += pieces[random.bounded(pieces.size())];
    return text;
}

} // namespace

void TestModelId::accepts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("revision");
    const auto row = [](const QString &text, const QString &id, const QString &revision = {}) {
        QTest::newRow(qPrintable(text.left(80).simplified())) << text << id << revision;
    };
    for (const QString &id : {u"gpt2"_s, u"bert-base-uncased"_s, u"123"_s, u"_foo"_s, u"foo_"_s, u"a"_s, u"Qwen/Qwen2.5-0.5B-Instruct"_s,
                              u"mistralai/x"_s, u"a.b-c_d/e.f"_s, u"GPT2"_s, u"foo.gitx"_s, u"foogit"_s, u"datasets/squad"_s,
                              QString(96, u'x'), QString(QString(96, u'n') % u'/' % QString(96, u'x'))})
        row(id, id);
    row(u"  gpt2\n"_s, u"gpt2"_s);
    row(u"gpt2@main"_s, u"gpt2"_s, u"main"_s);
    row(u"Org/Name@v1.0"_s, u"Org/Name"_s, u"v1.0"_s);
    row(u"Org/Name@refs/pr/3"_s, u"Org/Name"_s, u"refs/pr/3"_s);
    row(u"Org/Name@607a30d783dfa663caf39e06633721c8d4cfcd7e"_s, u"Org/Name"_s, u"607a30d783dfa663caf39e06633721c8d4cfcd7e"_s);
    row(u"hf://Org/Name"_s, u"Org/Name"_s);
    row(u"hf://gpt2"_s, u"gpt2"_s);
    row(u"HF://Org/Name@dev"_s, u"Org/Name"_s, u"dev"_s);
    row(u"hf://models/Org/Name"_s, u"Org/Name"_s);
    row(u"https://huggingface.co/Org/Name"_s, u"Org/Name"_s);
    row(u"https://huggingface.co/Org/Name/"_s, u"Org/Name"_s);
    row(u"http://HuggingFace.co/Org/Name"_s, u"Org/Name"_s);
    row(u"https://hf.co/Org/Name?library=vllm#usage"_s, u"Org/Name"_s);
    row(u"https://hf.co/Org/Name?a=/x/y"_s, u"Org/Name"_s);
    row(u"huggingface.co/Org/Name"_s, u"Org/Name"_s);
    row(u"hf.co/gpt2"_s, u"gpt2"_s);
    row(u"https://huggingface.co/gpt2"_s, u"gpt2"_s);
    row(u"https://huggingface.co/gpt2/tree/main"_s, u"gpt2"_s, u"main"_s);
    row(u"https://huggingface.co/gpt2/discussions/4"_s, u"gpt2"_s);
    row(u"https://huggingface.co/Org/Name/tree/main"_s, u"Org/Name"_s, u"main"_s);
    row(u"https://huggingface.co/Org/Name/blob/v2/sub/config.json"_s, u"Org/Name"_s, u"v2"_s);
    row(u"https://huggingface.co/Org/Name/resolve/abc123/model.safetensors?download=true"_s, u"Org/Name"_s, u"abc123"_s);
    row(u"https://huggingface.co/Org/Name/tree/refs%2Fpr%2F1"_s, u"Org/Name"_s, u"refs/pr/1"_s);
    row(u"https://huggingface.co/Org/Name/tree/refs/pr/1"_s, u"Org/Name"_s, u"refs/pr/1"_s);
    row(u"https://huggingface.co/Org/Name/discussions"_s, u"Org/Name"_s);
    row(u"https://huggingface.co/Org/Name/commits/main"_s, u"Org/Name"_s, u"main"_s);
}

void TestModelId::accepts()
{
    QFETCH(QString, text);
    QFETCH(QString, id);
    QFETCH(QString, revision);
    const ParsedModelReference parsed = parseModelReference(text);
    QVERIFY(!parsed.problem);
    QVERIFY(parsed.reference);
    QCOMPARE(parsed.reference->id, id);
    QCOMPARE(parsed.reference->revision, revision);
}

void TestModelId::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ModelIdProblem>("problem");
    const auto row = [](const QString &text, ModelIdProblem problem) {
        QTest::addRow("%s (%lld)", qPrintable(text.left(60).simplified()), static_cast<long long>(text.size())) << text << problem;
    };
    row(QString(), Empty);
    row(u" \t\n"_s, Empty);
    row(u"@main"_s, Empty);
    row(u"hf://"_s, Empty);
    row(u"my model"_s, InnerSpace);
    row(u"gpt2\nx"_s, InnerSpace);
    row(u"https://huggingface.co/Org/My Name"_s, InnerSpace);
    row(u"a\u00a0b"_s, InnerSpace);
    row(u"a/b/c"_s, TooManySlashes);
    row(u"hf://a/b/c"_s, TooManySlashes);
    row(u"a//b"_s, TooManySlashes);
    row(u"a--b"_s, DoubleDashOrDots);
    row(u"a..b"_s, DoubleDashOrDots);
    row(u"a/.."_s, DoubleDashOrDots);
    row(u"a@b..c"_s, DoubleDashOrDots);
    row(u"foo.git"_s, EndsWithGit);
    row(u"org/foo.git"_s, EndsWithGit);
    row(u".git"_s, EndsWithGit);
    row(u"https://huggingface.co/Org/Name.git"_s, EndsWithGit);
    row(QString(97, u'x'), TooLong);
    row(u"org/"_s + QString(97, u'x'), TooLong);
    row(QString(97, u'n') + u"/x"_s, TooLong);
    row(u"gpt2@"_s + QString(256, u'r'), TooLong);
    row(QString(1 << 20, u'x'), TooLong);
    row(QString(1 << 20, u'/'), TooLong);
    row(QString(1 << 20, u' ') + QString(1 << 20, u'-'), TooLong);
    row(u"órg/nàme"_s, BadCharacter);
    row(u"模型"_s, BadCharacter);
    row(u"gpt2\u200b"_s, BadCharacter);
    row(u"gpt²"_s, BadCharacter);
    row(QString(u"gpt2" % QChar(u'\0')), BadCharacter);
    row(QString(u"gp" % QChar(u'\0') % u"t2"), BadCharacter);
    row(QString(QChar(0xd800)), BadCharacter);
    row(u"a\\b"_s, BadCharacter);
    row(u"a+b"_s, BadCharacter);
    row(u"a@b@c"_s, BadCharacter);
    row(u"a@b~1"_s, BadCharacter);
    row(u"https://huggingface.co/Org%2FName/x"_s, BadCharacter);
    row(u"https://huggingface.co/Org/Name/tree/a%00b"_s, BadCharacter);
    row(u"-foo"_s, BadEdge);
    row(u"foo-"_s, BadEdge);
    row(u".foo"_s, BadEdge);
    row(u"foo."_s, BadEdge);
    row(u"org/"_s, BadEdge);
    row(u"/name"_s, BadEdge);
    row(u"/"_s, BadEdge);
    row(u"org-/name"_s, BadEdge);
    row(u"gpt2@"_s, BadEdge);
    row(u"gpt2@-x"_s, BadEdge);
    row(u"llama3:8b"_s, OtherSyntax);
    row(u"Org/Name:Q4_K_M"_s, OtherSyntax);
    row(u"Org/Name:Q4@main"_s, OtherSyntax);
    row(u"https://huggingface.co/datasets/squad"_s, NotAModelUrl);
    row(u"https://huggingface.co/datasets/Org/Data"_s, NotAModelUrl);
    row(u"https://huggingface.co/spaces/Org/App"_s, NotAModelUrl);
    row(u"https://huggingface.co/collections/Org/c-123"_s, NotAModelUrl);
    row(u"https://huggingface.co/models?search=qwen"_s, NotAModelUrl);
    row(u"https://huggingface.co/docs/transformers"_s, NotAModelUrl);
    row(u"https://huggingface.co/"_s, NotAModelUrl);
    row(u"https://huggingface.co"_s, NotAModelUrl);
    row(u"https://huggingface.co?x"_s, NotAModelUrl);
    row(u"https://huggingface.co.evil.example/Org/Name"_s, NotAModelUrl);
    row(u"https://user@huggingface.co/Org/Name"_s, NotAModelUrl);
    row(u"https://example.org/Org/Name"_s, NotAModelUrl);
    row(u"https://huggingface.co/Org/Name/settings"_s, NotAModelUrl);
    row(u"https://huggingface.co/Org/Name/tree"_s, NotAModelUrl);
    row(u"https://"_s, NotAModelUrl);
    row(u"ftp://huggingface.co/Org/Name"_s, NotAModelUrl);
    row(u"://x"_s, NotAModelUrl);
    row(u"hf://datasets/Org/Data"_s, NotAModelUrl);
    row(u"hf://spaces/Org/App"_s, NotAModelUrl);
}

void TestModelId::refuses()
{
    QFETCH(QString, text);
    QFETCH(ModelIdProblem, problem);
    const ParsedModelReference parsed = parseModelReference(text);
    QVERIFY(!parsed.reference);
    QVERIFY(parsed.problem);
    QCOMPARE(static_cast<int>(*parsed.problem), static_cast<int>(problem));
}

void TestModelId::agreesWithTheHubsRule()
{
    QRandomGenerator random(20260101);
    // No spaces, `@` or `:`, which are this parser's own; no hosts.
    const QStringList pieces{u"a"_s, u"Z"_s, u"7"_s, u"_"_s, u"-"_s, u"."_s, u"/"_s, u"--"_s, u".."_s, u".git"_s, u"git"_s, u"é"_s, u"+"_s,
                             u"Qwen2.5"_s, QString(47, u'x'), QString(48, u'y'), QString(95, u'z'), QString(96, u'w')};
    int accepted = 0;
    for (int i = 0; i < 200'000; ++i) {
        const QString text = randomText(random, pieces);
        const ParsedModelReference parsed = parseModelReference(text);
        const bool expected = hubRule().match(text).hasMatch();
        if (parsed.reference.has_value() != expected)
            QFAIL(qPrintable(u"%1: expected %2"_s.arg(text, expected ? u"a reference"_s : u"a problem"_s)));
        if (expected) {
            ++accepted;
            if (parsed.reference->id != text || !parsed.reference->revision.isEmpty())
                QFAIL(qPrintable(text));
        }
    }
    QVERIFY2(accepted > 20'000 && accepted < 180'000, qPrintable(QString::number(accepted)));
}

void TestModelId::anyTextIsEitherAReferenceOrAProblem()
{
    QRandomGenerator random(20260102);
    const QStringList pieces{u"a"_s, u"B"_s, u"-"_s, u"."_s, u"/"_s, u"@"_s, u":"_s, u" "_s, u"\n"_s, u"%2F"_s, u"?"_s, u"#"_s, u"://"_s, u"hf"_s,
                             u"hf://"_s, u"https://"_s, u"huggingface.co/"_s, u"hf.co"_s, u"datasets/"_s, u"/tree/"_s, u"main"_s, u"refs/pr/1"_s,
                             QString(QChar(u'\0')), QString(QChar(0xdc00)), u"é"_s, u"models/"_s};
    for (int i = 0; i < 200'000; ++i) {
        const QString text = randomText(random, pieces);
        const ParsedModelReference parsed = parseModelReference(text);
        QVERIFY2(parsed.reference.has_value() != parsed.problem.has_value(), qPrintable(text));
        if (!parsed.reference)
            continue;
        const auto &[id, revision] = *parsed.reference;
        QVERIFY2(hubRule().match(id).hasMatch(), qPrintable(text));
        // What was read can be written and read again.
        const QString written = u"hf://%1%2%3"_s.arg(id, revision.isEmpty() ? QString() : u"@"_s, revision);
        const ParsedModelReference again = parseModelReference(written);
        QVERIFY2(again.reference == parsed.reference || id.startsWith(u"datasets/") || id.startsWith(u"models/"), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestModelId)
#include "tst_modelid.moc"
