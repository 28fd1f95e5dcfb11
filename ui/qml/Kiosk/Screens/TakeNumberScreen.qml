pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.TakeNumber
import Kiosk.ViewModels

// Take a number: the form, or in words why there is none now.
Item {
    id: screen

    required property TakeNumberViewModel viewModel

    readonly property string shows: viewModel.refusal ? "refused" : viewModel.numberInHand !== "" ? "in-hand" : "form"

    Loader {
        anchors {
            fill: parent
            leftMargin: Theme.margin
            rightMargin: Theme.margin
            topMargin: Theme.cramped ? Theme.gap : Theme.bigGap
            bottomMargin: Theme.cramped ? Theme.gap : Theme.bigGap
        }
        focus: true
        sourceComponent: screen.shows === "form" ? (Theme.dense ? pages : form) : screen.shows === "refused" ? refused : inHand
    }

    Component {
        id: form

        TakeNumberForm {
            viewModel: screen.viewModel
        }
    }

    Component {
        id: pages

        TakeNumberPages {
            viewModel: screen.viewModel
        }
    }

    Component {
        id: refused

        NoNumberNow {
            refusal: screen.viewModel.refusal
            onAgain: screen.viewModel.tryAgain()
            onElsewhere: screen.viewModel.lookElsewhere()
        }
    }

    Component {
        id: inHand

        NoticePage {
            icon: "ticket"
            title: qsTr("Anda sudah memegang nomor %1").arg(screen.viewModel.numberInHand)
            text: another ? qsTr("Nomor itu tetap berlaku. Satu nomor untuk satu orang; untuk orang lain yang datang bersama Anda, silakan ambil nomor lagi.") : qsTr("Nomor itu tetap berlaku. Bila perlu lebih banyak, silakan ke meja informasi.")
            help: ""
            primary: qsTr("Lihat nomor saya")
            secondary: another ? qsTr("Ambil nomor lagi") : qsTr("Pilih layanan lain")
            onPrimaryChosen: screen.viewModel.showInHand()
            onSecondaryChosen: another ? screen.viewModel.takeAnother() : screen.viewModel.lookElsewhere()

            readonly property bool another: screen.viewModel.anotherAllowed
        }
    }
}
