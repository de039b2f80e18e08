#pragma once

#include "models/domain/status.h"
#include "ui/theme/widgets.h"

#include <QStyledItemDelegate>

#include <functional>
#include <optional>

namespace vigie::ui {

/// How a cell of a details table is drawn, besides its text.
struct CellInk {
    TextTone tone = TextTone::Plain;
    std::optional<models::Status> chip;
};

/// Draws cells in the tone of their meaning, and statuses with their shape and colour.
class InkDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using Ink = std::function<CellInk(const QModelIndex &index)>;
    InkDelegate(Ink ink, QObject *parent) : QStyledItemDelegate(parent), m_ink(std::move(ink)) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Ink m_ink;
};

} // namespace vigie::ui
