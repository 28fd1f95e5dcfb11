pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Fee, duration and queue of a service: side by side while they are short, else under each other.
Block {
    id: facts

    required property ServiceViewModel viewModel
    property bool stacked: false

    readonly property Standard standard: viewModel.standard
    readonly property list<var> cards: [
        {
            icon: "cash",
            label: qsTr("Biaya"),
            value: standard?.fee ?? "",
            verified: standard?.stands("fees") ?? true
        },
        {
            icon: "clock",
            label: qsTr("Selesai dalam"),
            value: standard?.duration ?? "",
            verified: standard?.stands("duration") ?? true
        },
        {
            icon: "users-group",
            label: qsTr("Antrean kini"),
            value: viewModel.waiting < 0 ? "" : viewModel.waiting === 0 ? qsTr("Tanpa antrean") : qsTr("%n orang", "", viewModel.waiting),
            verified: true
        }
    ].filter(card => card.value !== "")
    // How much a third of the width takes without becoming a tower of words.
    readonly property int glance: Math.floor(width / 3 / Theme.heading.px * 4.6)
    readonly property list<var> brief: stacked ? [] : cards.filter(card => card.value.length <= glance)
    readonly property list<var> long: cards.filter(card => stacked || card.value.length > glance)

    implicitHeight: column.implicitHeight
    height: implicitHeight
    cuts: {
        const found = row.visible ? [Qt.point(row.height, row.height + Theme.gap)] : [];
        for (let i = 0; i < longCards.count; ++i) {
            const card = longCards.itemAt(i) as FactCard;
            for (const end of card?.lineEnds.slice(0, -1) ?? [])
                found.push(Qt.point(card.y + end, card.y + end));
            if (card)
                found.push(Qt.point(card.y + card.height, card.y + card.height + Theme.gap));
        }
        return found.slice(0, -1);
    }

    Column {
        id: column

        width: parent.width
        spacing: Theme.gap

        Row {
            id: row

            readonly property real tallest: {
                let height = 0;
                for (const child of children)
                    height = Math.max(height, child.implicitHeight);
                return height;
            }

            visible: facts.brief.length > 0
            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: facts.brief

                FactCard {
                    required property var modelData

                    width: (row.width - (facts.brief.length - 1) * Theme.gap) / facts.brief.length
                    height: row.tallest
                    icon: modelData.icon
                    label: modelData.label
                    value: modelData.value
                    verified: modelData.verified
                }
            }
        }

        Repeater {
            id: longCards

            model: facts.long

            FactCard {
                required property var modelData

                width: column.width
                height: implicitHeight
                icon: modelData.icon
                label: modelData.label
                value: modelData.value
                verified: modelData.verified
            }
        }
    }
}
