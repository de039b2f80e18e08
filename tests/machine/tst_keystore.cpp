#include "providers/machine/sshkeys.h"
#include "providers/secrets/keystore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace vigie;
using models::ErrorCode;
using models::InstanceId;
using providers::KeyStore;
using providers::Secret;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat info {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

} // namespace

class TestKeyStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_parent;
    QString directory() const { return m_parent->filePath(QStringLiteral("data/secrets")); }

    void expectRefused(const QString &path) const
    {
        const auto refused = KeyStore(directory()).fleetSecret();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::DataDirectoryUnusable);
        QCOMPARE(refused.error().params.value(QStringLiteral("path")), path);
        QVERIFY(!refused.error().detail.isEmpty());
    }

private Q_SLOTS:
    void init() { m_parent = std::make_unique<QTemporaryDir>(); }

    void firstUseMakesThem()
    {
        const auto key = KeyStore(directory()).sshKey();
        QVERIFY2(key, key ? "" : qPrintable(key.error().detail));
        QVERIFY(key->publicKey.startsWith(QStringLiteral("ssh-ed25519 AAAA")) && key->publicKey.endsWith(QStringLiteral(" vigie")));
        QVERIFY(providers::importPrivateKey(key->privateKey.reveal()));
        const auto secret = KeyStore(directory()).fleetSecret();
        QVERIFY(secret);
        QCOMPARE(secret->reveal().size(), 32);
        QCOMPARE(modeOf(directory()), mode_t(0700));
        const QStringList files = QDir(directory()).entryList(QDir::Files | QDir::Hidden);
        QCOMPARE(files, (QStringList{QStringLiteral("fleet"), QStringLiteral("ssh_ed25519")}));
        for (const QString &file : files)
            QCOMPARE(modeOf(directory() + u'/' + file), mode_t(0600));
        // Later uses read the same.
        QCOMPARE(KeyStore(directory()).sshKey()->publicKey, key->publicKey);
        QCOMPARE(KeyStore(directory()).fleetSecret()->reveal(), secret->reveal());
    }

    void publicHalfIsWhatOpenSshMakesOfIt()
    {
        const QString keygen = QStandardPaths::findExecutable(QStringLiteral("ssh-keygen"));
        if (keygen.isEmpty())
            QSKIP("ssh-keygen is not installed");
        const auto key = KeyStore(directory()).sshKey();
        QVERIFY(key);
        QFile file(m_parent->filePath(QStringLiteral("public")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(key->publicKey.toUtf8() + '\n');
        file.close();
        QProcess process;
        process.start(keygen, {QStringLiteral("-lf"), file.fileName()});
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAllStandardOutput();
        QVERIFY2(said.startsWith("256 SHA256:") && said.trimmed().endsWith("vigie (ED25519)"), said.constData());
    }

    void knownAnswer()
    {
        // python3 -c "import hmac; print(hmac.new(bytes(range(32)), b'4cdf43a1-d5db-4829-93e9-f3059a2a41b7', 'sha256').hexdigest())"
        QByteArray fleet(32, '\0');
        for (qsizetype i = 0; i < fleet.size(); ++i)
            fleet[i] = static_cast<char>(i);
        const auto instance = InstanceId::parse(u"4cdf43a1-d5db-4829-93e9-f3059a2a41b7");
        QVERIFY(instance);
        QCOMPARE(KeyStore::workerApiKey(Secret(fleet), *instance).reveal(),
                 QByteArray("b73cfb8d4a4ea900b611bdc2182f1046edba6933e486c3f560deec025fa490d2"));
    }

    void apiKeysDiffer()
    {
        const KeyStore store(directory());
        const InstanceId one = InstanceId::generate();
        QCOMPARE(store.workerApiKey(one)->reveal(), store.workerApiKey(one)->reveal());
        QVERIFY(store.workerApiKey(one)->reveal() != store.workerApiKey(InstanceId::generate())->reveal());
        QVERIFY(store.workerApiKey(one)->reveal() != KeyStore(m_parent->filePath(QStringLiteral("other"))).workerApiKey(one)->reveal());
    }

    void openDirectoryIsRefused_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("group reads") << 0740;
        QTest::newRow("others enter") << 0701;
        QTest::newRow("others write") << 0702;
    }
    void openDirectoryIsRefused()
    {
        QFETCH(int, mode);
        QVERIFY(KeyStore(directory()).fleetSecret());
        QCOMPARE(::chmod(QFile::encodeName(directory()).constData(), static_cast<mode_t>(mode)), 0);
        expectRefused(directory());
    }

    void openFileIsRefused()
    {
        QVERIFY(KeyStore(directory()).fleetSecret());
        const QString file = directory() + QStringLiteral("/fleet");
        QCOMPARE(::chmod(QFile::encodeName(file).constData(), 0644), 0);
        expectRefused(file);
    }

    void linksAndOtherThingsAreRefused()
    {
        QVERIFY(KeyStore(directory()).fleetSecret());
        const QString file = directory() + QStringLiteral("/fleet");
        const QString elsewhere = m_parent->filePath(QStringLiteral("elsewhere"));
        QVERIFY(QFile::rename(file, elsewhere));
        QVERIFY(QFile::link(elsewhere, file));
        expectRefused(file);
        QVERIFY(QFile::remove(file));
        QVERIFY(QFile::link(m_parent->filePath(QStringLiteral("nowhere")), file)); // dangling: not to be made through it either
        expectRefused(file);
        QVERIFY(!QFile::exists(m_parent->filePath(QStringLiteral("nowhere"))));
        QVERIFY(QFile::remove(file));
        QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
        expectRefused(file);
        QVERIFY(QFile::remove(file));
        QVERIFY(QDir().mkdir(file));
        QCOMPARE(::chmod(QFile::encodeName(file).constData(), 0700), 0);
        expectRefused(file);
    }

    void linkedDirectoryIsRefused()
    {
        QVERIFY(KeyStore(directory()).fleetSecret());
        const QString moved = m_parent->filePath(QStringLiteral("moved"));
        QVERIFY(QDir().rename(directory(), moved));
        QVERIFY(QFile::link(moved, directory()));
        expectRefused(directory());
    }

    void damagedContentIsRefused()
    {
        QVERIFY(KeyStore(directory()).sshKey());
        QVERIFY(KeyStore(directory()).fleetSecret());
        QFile fleet(directory() + QStringLiteral("/fleet"));
        QVERIFY(fleet.resize(31));
        expectRefused(fleet.fileName());
        QVERIFY(fleet.resize(33));
        expectRefused(fleet.fileName());
        QFile key(directory() + QStringLiteral("/ssh_ed25519"));
        QVERIFY(key.resize(60));
        const auto refused = KeyStore(directory()).sshKey();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::DataDirectoryUnusable);
    }

    void programsAtOnceEndWithTheSameKey()
    {
        constexpr int programs = 12;
        std::vector<pid_t> children;
        for (int i = 0; i < programs; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                const auto key = KeyStore(directory()).sshKey();
                QFile out(m_parent->filePath(QStringLiteral("key-%1").arg(i)));
                const bool written = key && out.open(QIODevice::WriteOnly) && out.write(key->publicKey.toUtf8()) > 0 && out.flush();
                ::_exit(written ? 0 : 1);
            }
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = 1;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QCOMPARE(status, 0);
        }
        const QByteArray winner = KeyStore(directory()).sshKey()->publicKey.toUtf8();
        for (int i = 0; i < programs; ++i) {
            QFile out(m_parent->filePath(QStringLiteral("key-%1").arg(i)));
            QVERIFY(out.open(QIODevice::ReadOnly));
            QCOMPARE(out.readAll(), winner);
        }
        QCOMPARE(QDir(directory()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("ssh_ed25519")});
    }
};

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"
