#include "app/storage/conninfo.h"

#include <QTest>

using namespace Qt::StringLiterals;
using vigie::storage::ConnectionInfo;
using vigie::storage::parseConnectionInfo;

/// Both of libpq's ways to say where a database is, and nothing of a password in what people see.
class TestConnInfo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void displayName();
};

namespace {

/// All of it on one line: host|port|database|user|password|options.
QString shown(const ConnectionInfo &info)
{
    QStringList options;
    for (auto each = info.options.begin(); each != info.options.end(); ++each)
        options << each.key() + u'=' + each.value();
    return QStringList{info.host, QString::number(info.port), info.database, info.user, info.password, options.join(u',')}.join(u'|');
}

} // namespace

void TestConnInfo::accepted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) { QTest::newRow(text) << QString::fromUtf8(text)
        << QString::fromUtf8(expected); };
    row("postgresql://db.example.org/vigie", "db.example.org|5432|vigie|||");
    row("postgres://ada@db:6543/vigie", "db|6543|vigie|ada||");
    row("postgresql://ada:s3cret@db/vigie?sslmode=require&application_name=x",
        "db|5432|vigie|ada|s3cret|application_name=x,sslmode=require");
    row("postgresql://a%40b:p%3A%2F%40%25%20w@db/n%25a%2Fme", "db|5432|n%a/me|a@b|p:/@% w|");
    row("postgresql://ada:p+w@db/x?options=-c%20geqo%3Doff", "db|5432|x|ada|p+w|options=-c geqo=off");
    row("postgresql://ada:%C3%A9@db/%C3%A9t%C3%A9", "db|5432|été|ada|é|");
    row("postgresql://[2001:db8::1]:7000/x", "2001:db8::1|7000|x|||");
    row("postgresql:///vigie?host=/run/postgresql&user=ada", "/run/postgresql|5432|vigie|ada||");
    row("postgresql://%2Frun%2Fpostgresql/vigie", "/run/postgresql|5432|vigie|||");
    row("postgresql://db", "db|5432||||");
    row("postgresql://ada@db?sslmode=verify-full&port=99", "db|99||ada||sslmode=verify-full");
    row("postgresql://db/x?sslmode=", "db|5432|x|||sslmode=");
    row("host=db port=6543 dbname=vigie user=ada password=s3cret", "db|6543|vigie|ada|s3cret|");
    row("  host = db\tdbname= vigie\n", "db|5432|vigie|||");
    row("host='/run/my db' password='it\\'s \\\\ here' dbname='a=b'", "/run/my db|5432|a=b||it's \\ here|");
    row("password=a\\ b\\'c host=db", "db|5432|||a b'c|");
    row("password='' host=db sslrootcert='/a b/c.pem'", "db|5432||||sslrootcert=/a b/c.pem");
    row("host=db hostaddr=10.0.0.1", "db|5432||||hostaddr=10.0.0.1");
    row("password= host=db", "|5432|||host=db|"); // as libpq: the value after spaces is the next word
}

void TestConnInfo::accepted()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto info = parseConnectionInfo(text);
    QVERIFY2(info, info ? "" : qUtf8Printable(info.error().detail));
    QCOMPARE(shown(*info), expected);
}

void TestConnInfo::refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"garbage", "hunter2 host=db", "host=db password='hunter2", "host=db password=a hunter2", "=hunter2",
        "host=a user hunter2=x",
                             "host=db port=hunter2", "host=db port=0", "host=db port=65536", "host=db port=",
                                 "postgresql://ada:hunter2@db:port/x",
                             "postgresql://ada:hunter2@db:99999/x", "postgresql://ada:hunter2%@db/x", "postgresql://ada:hunter2%zz@db/x",
                             "postgresql://ada:hunter2@[::1/x", "postgresql://ada:hunter2@db/x?novalue",
                                 "postgresql://ada:hunter2@db/x?port=y",
                             "postgresql://ada:hunter2@db/x?a%20b=c", "mysql://ada:hunter2@db/x", "postgresql:ada:hunter2@db",
                                 "postgresql://db/a%00b",
                             "host=db sslpassword='hunter2;x'"})
        QTest::newRow(text) << QString::fromUtf8(text);
    QTest::newRow("nul") << u"host=db password=hunter2"_s + QChar(u'\0');
}

void TestConnInfo::refused()
{
    QFETCH(QString, text);
    const auto info = parseConnectionInfo(text);
    QVERIFY2(!info, qUtf8Printable(info ? shown(*info) : QString()));
    QCOMPARE(info.error().code, vigie::models::ErrorCode::DatabaseRefused);
    QString said = info.error().detail;
    for (const QString &value : info.error().params)
        said += value;
    QVERIFY2(!said.contains(u"hunter2"_s), qUtf8Printable(said));
}

void TestConnInfo::displayName()
{
    QCOMPARE(parseConnectionInfo(u"postgresql://ada:s3cret@db/vigie"_s)->displayName(), u"db/vigie"_s);
    QCOMPARE(parseConnectionInfo(u"dbname=vigie password=s3cret"_s)->displayName(), u"vigie"_s);
    QCOMPARE(parseConnectionInfo(u"hostaddr=10.0.0.1 dbname=vigie"_s)->displayName(), u"10.0.0.1/vigie"_s);
}

QTEST_GUILESS_MAIN(TestConnInfo)
#include "tst_conninfo.moc"
