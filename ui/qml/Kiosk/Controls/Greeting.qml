import QtQuick
import Kiosk.Theme

// The greeting of the hour, and the question.
ScreenTitle {
    required property int hour

    type: Theme.landscape ? Theme.title : Theme.display
    text: {
        let greeting = qsTr("Selamat malam.");
        if (hour >= 3 && hour < 11)
            greeting = qsTr("Selamat pagi.");
        else if (hour >= 11 && hour < 15)
            greeting = qsTr("Selamat siang.");
        else if (hour >= 15 && hour < 18)
            greeting = qsTr("Selamat sore.");
        return greeting + "\n" + qsTr("Apa yang Anda perlukan?");
    }
}
