#include "ui/create/modelfield.h"

#include "ui/text/modelidtext.h"
#include "ui/text/plaintext.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <array>

namespace vigie::ui {

namespace {

// Public, not gated, and served by vLLM; from half a billion parameters to what needs two large GPUs.
constexpr std::array suggestions{
    "Qwen/Qwen2.5-0.5B-Instruct",           "Qwen/Qwen2.5-1.5B-Instruct",  "Qwen/Qwen2.5-7B-Instruct",
    "Qwen/Qwen2.5-14B-Instruct",            "Qwen/Qwen2.5-Coder-7B-Instruct", "Qwen/Qwen2.5-32B-Instruct-AWQ",
    "mistralai/Mistral-7B-Instruct-v0.3",   "HuggingFaceTB/SmolLM2-1.7B-Instruct", "microsoft/Phi-3.5-mini-instruct",
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "tiiuae/Falcon3-7B-Instruct", "openai-community/gpt2",
};

} // namespace

ModelField::ModelField(QWidget *parent)
    : QWidget(parent), m_parsed(models::parseModelReference({})), m_name(new TextLabel(TextTone::Strong, this)),
      m_edit(new QLineEdit(this)), m_reason(new TextLabel(TextTone::Muted, this)), m_listName(new TextLabel(TextTone::Muted, this)),
      m_suggestions(new QListWidget(this))
{
    m_edit->setObjectName(QStringLiteral("modelEdit"));
    m_reason->setObjectName(QStringLiteral("modelReason"));
    m_suggestions->setUniformItemSizes(true);
    m_suggestions->setObjectName(QStringLiteral("modelSuggestions"));
    m_name->setBuddy(m_edit);
    m_listName->setBuddy(m_suggestions);
    m_edit->setClearButtonEnabled(true);
    m_edit->setMaxLength(400);
    m_edit->installEventFilter(this);
    m_reason->setWordWrap(true);
    m_reason->setMinimumHeight(m_reason->fontMetrics().height() * 2 + 2); // the list below does not jump when a reason comes
    m_reason->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    for (const char *each : suggestions)
        m_suggestions->addItem(QString::fromLatin1(each));
    setFocusProxy(m_edit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_name);
    column->addWidget(m_edit);
    column->addWidget(m_reason);
    column->addWidget(m_listName);
    column->addWidget(m_suggestions, 1);
    connect(m_edit, &QLineEdit::textEdited, this, &ModelField::typed);
    connect(m_edit, &QLineEdit::textChanged, this, &ModelField::typed);
    connect(m_suggestions, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) { setText(item->text()); });
    connect(m_suggestions, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        setText(item->text());
        Q_EMIT accepted();
    });
    retranslateUi();
}

QString ModelField::problem() const
{
    return m_parsed.problem ? modelIdProblemText(*m_parsed.problem) : QString();
}

QString ModelField::text() const
{
    return m_edit->text();
}

void ModelField::setText(const QString &text)
{
    m_edit->setText(text);
}

QWidget *ModelField::field() const
{
    return m_edit;
}

void ModelField::typed()
{
    m_typed = true;
    m_parsed = models::parseModelReference(m_edit->text());
    // What is exactly a suggestion, or nothing like any, leaves the list whole.
    const QString text = m_edit->text().trimmed();
    int matching = 0;
    for (int row = 0; row < m_suggestions->count(); ++row)
        matching += m_suggestions->item(row)->text().contains(text, Qt::CaseInsensitive) ? 1 : 0;
    const bool exact = !m_suggestions->findItems(text, Qt::MatchExactly).isEmpty();
    for (int row = 0; row < m_suggestions->count(); ++row) {
        const bool fits = m_suggestions->item(row)->text().contains(text, Qt::CaseInsensitive);
        m_suggestions->setRowHidden(row, !exact && matching > 0 && !fits);
    }
    retranslateUi();
    Q_EMIT changed();
}

bool ModelField::eventFilter(QObject *watched, QEvent *event)
{
    // Down goes from the field into the list, as in every picker.
    if (watched == m_edit && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_suggestions->setFocus(Qt::TabFocusReason);
        if (m_suggestions->currentRow() < 0)
            m_suggestions->setCurrentRow(0);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ModelField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void ModelField::retranslateUi()
{
    m_name->setText(tr("Model"));
    m_edit->setAccessibleName(tr("Model"));
    m_edit->setPlaceholderText(tr("Org/Name, or its page's address"));
    m_listName->setText(tr("Well-known public models"));
    m_suggestions->setAccessibleName(tr("Well-known public models"));
    const bool wrong = m_typed && m_parsed.problem;
    m_reason->setTone(wrong ? TextTone::Danger : TextTone::Muted);
    if (m_parsed.reference) {
        m_reason->setText(
            m_parsed.reference->revision.isEmpty()
                ? tr("%1 on the Hugging Face Hub").arg(shown(m_parsed.reference->id))
                : tr("%1 on the Hugging Face Hub, revision %2").arg(shown(m_parsed.reference->id), shown(m_parsed.reference->revision)));
    } else {
        m_reason->setText(wrong ? problem() : tr("Any public model is welcome, listed below or not."));
    }
    m_edit->setAccessibleDescription(m_reason->text());
}

} // namespace vigie::ui
