import QtQuick

// A page with one fault of each kind, on purpose, and one good key. Sizes at 2.711 px a millimetre.
Window {
    id: shell
    required property QtObject bridge
    color: "#F5F0E6"

    component Good: Rectangle {
        id: good
        property string label: objectName
        signal tapped
        width: 200; height: 100; color: "#FFFEFB"
        Accessible.role: Accessible.Button
        Accessible.name: label
        Text { anchors.centerIn: parent; text: good.label; font.pixelSize: 30; color: "#1B2529" }
        MouseArea { anchors.fill: parent }
    }
    Good { objectName: "good"; x: 20; y: 20; label: "好键" }

    Text { objectName: "small"; x: 400; y: 20; text: "正文太小"; font.pixelSize: 15; color: "#1B2529" }
    Text { objectName: "caption"; x: 400; y: 60; text: "注脚太小"; font.pixelSize: 10; color: "#1B2529"; property string role: "caption" }
    Text { objectName: "fine caption"; x: 400; y: 90; text: "注脚刚好"; font.pixelSize: 12; color: "#1B2529"; property string role: "caption" }
    Text { objectName: "shortened"; x: 400; y: 130; width: 100; elide: Text.ElideRight; text: "这一句太长放不下"; font.pixelSize: 30; color: "#1B2529" }
    Text { objectName: "outside"; x: 400; y: 190; width: 60; text: "出了框子"; font.pixelSize: 30; color: "#1B2529" }
    Item {
        x: 400; y: 250; width: 60; height: 60; clip: true
        Text { objectName: "cut"; text: "被切掉了"; font.pixelSize: 30; color: "#1B2529" }
    }
    Text { objectName: "under"; x: 400; y: 330; text: "两句"; font.pixelSize: 30; color: "#1B2529" }
    Text { objectName: "over"; x: 420; y: 340; text: "重叠"; font.pixelSize: 30; color: "#1B2529" }
    Text { objectName: "pale"; x: 400; y: 400; text: "太淡了"; font.pixelSize: 30; color: "#B8B0A0" }
    Rectangle {
        x: 400; y: 450; width: 200; height: 50
        gradient: Gradient { GradientStop { position: 0; color: "#0E4D62" } GradientStop { position: 1; color: "#3E7F8F" } }
        Text { objectName: "on gradient"; anchors.centerIn: parent; text: "渐变上"; font.pixelSize: 30; color: "#3E6F7F" }
    }
    Text { objectName: "invisible"; x: 400; y: 510; text: "看不见"; font.pixelSize: 30; color: "#F5F0E6" }

    Good { objectName: "narrow"; x: 20; y: 200; width: 30; label: "窄" }
    Good { objectName: "dock.small"; x: 20; y: 320; width: 26; height: 26; label: "小" }
    Good { objectName: "left"; x: 20; y: 400; width: 100; label: "左" }
    Good { objectName: "right"; x: 124; y: 400; width: 100; label: "右" }
    Rectangle { objectName: "wordless"; x: 20; y: 540; width: 100; height: 100; Accessible.name: "有名字"; MouseArea { anchors.fill: parent } }
    Rectangle {
        objectName: "nameless"; x: 20; y: 660; width: 100; height: 100
        Text { text: "有字"; font.pixelSize: 30; color: "#1B2529" }
        TapHandler {}
    }
    Good { objectName: "edge"; x: 20; y: 780; width: 60; height: 60; label: "字比键宽" }
    Repeater {
        model: 14
        delegate: Good { required property int index; objectName: "many" + index; x: 700 + 120 * (index % 3); y: 20 + 120 * Math.floor(index / 3); width: 100; label: "选" }
    }
    Repeater { model: 5; delegate: Item { required property int index; property bool isInput: true; y: 900 + index; width: 10; height: 10 } }

    // Under a veil: none of this counts.
    Item {
        y: 1000; width: 300; height: 300; enabled: false
        Text { objectName: "veiled"; text: "盖住的小字"; font.pixelSize: 5; color: "#F5F0E6" }
        Good { objectName: "veiled key"; y: 100; width: 5; height: 5 }
    }
    Rectangle { y: 1000; width: 300; height: 300; color: "#C0101010" }
    Item { objectName: "watcher"; anchors.fill: parent; PointHandler {} }
    Text { objectName: "lone"; x: 400; y: 1200; width: 105; wrapMode: Text.Wrap; text: "慢慢来着急。"; font.pixelSize: 24; color: "#1B2529" }
    Text { objectName: "paired"; x: 400; y: 1300; width: 105; wrapMode: Text.Wrap; text: "慢慢来不着急。"; font.pixelSize: 24; color: "#1B2529" }
    Text { objectName: "unseen"; visible: false; text: "藏着"; font.pixelSize: 3 }
    Text { objectName: "transparent"; opacity: 0; text: "藏着"; font.pixelSize: 3 }
    Text { objectName: "watermark"; property bool decorative: true; text: "水印"; font.pixelSize: 3 }
    Good { objectName: "dock.back"; x: 20; y: 1500 }
}
