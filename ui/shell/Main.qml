pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The one window. Shows the page of the bridge's view, the sheet over it and the dock; hands back what was touched.
Window {
    id: window

    required property var bridge
    // Pictures and scripted visits run where nobody looks: no page moves and every tap counts at once.
    property bool still: false
    property bool motion: !still && Qt.platform.pluginName !== "offscreen"
    readonly property bool moving: arrival.running || (cover.rising?.moving ?? false)
    readonly property var view: bridge.view ?? ({})
    readonly property string sheetKind: view.sheet ? view.sheet.type : ""
    property int serial: -1
    property double freshSince: 0

    function settled(): bool {
        return Date.now() - freshSince >= Theme.bounceMs;
    }

    function press(id: string) {
        if (settled())
            bridge.press(id);
    }

    // Theme first, then the page: a page is made once for its serial and mode, and only its view changes after.
    function show() {
        if (!view.page)
            return;
        Theme.elder = view.elder;
        const turned = view.serial !== serial;
        const page = view.page.charAt(0).toUpperCase() + view.page.slice(1) + "Page.qml";
        const address = Qt.resolvedUrl("../pages/" + page) + "";
        if (turned || loader.address !== address || loader.elder !== view.elder) {
            loader.elder = view.elder;
            loader.address = address;
            loader.setSource(address, {
                view: window.view
            });
        } else {
            loader.item.view = window.view;
        }
        if (turned) {
            serial = view.serial;
            freshSince = Date.now();
            if (Theme.motion)
                arrival.restart();
        }
    }

    visible: true
    color: Theme.paper
    title: "便民"

    onViewChanged: show()
    onSheetKindChanged: freshSince = Date.now()
    Component.onCompleted: show()

    Binding {
        target: Theme
        property: "pxPerMm"
        value: window.bridge.panel.pxPerMm
    }
    Binding {
        target: Theme
        property: "panelWidth"
        value: window.width
    }
    Binding {
        target: Theme
        property: "panelHeight"
        value: window.height
    }
    Binding {
        target: Theme
        property: "motion"
        value: window.motion
    }
    Connections {
        target: Finger
        function onDown() {
            window.bridge.touch();
        }
    }
    // Touches that no key takes.
    PointHandler {
        target: null
        onActiveChanged: if (active)
            window.bridge.touch()
    }
    TopLine {
        width: Theme.contentRight
        station: window.view.station ?? ""
        clock: window.view.clock ?? ""
        large: window.view.page === "attract"
    }
    Loader {
        id: loader
        property string address: ""
        property bool elder: false
        // What lies under a sheet cannot be pressed.
        enabled: window.sheetKind === ""
        width: Theme.contentRight
        height: Theme.landscape ? window.height : window.height - Theme.dockExtent
        Connections {
            target: loader.item
            ignoreUnknownSignals: true
            function onPress(id: string) {
                window.press(id);
            }
            function onKey(k: string) {
                if (window.settled())
                    window.bridge.key(k);
            }
            function onStroke(points: var) {
                window.bridge.stroke(points);
            }
        }
        ParallelAnimation {
            id: arrival
            NumberAnimation {
                target: loader
                property: "opacity"
                from: 0
                to: 1
                duration: Theme.pageMs
            }
            NumberAnimation {
                target: loader
                property: "x"
                from: Theme.slide
                to: 0
                duration: Theme.pageMs
                easing.type: Easing.OutCubic
            }
        }
    }
    Loader {
        id: cover
        readonly property var rising: item
        width: loader.width
        height: loader.height
        active: window.sheetKind !== ""
        source: window.sheetKind === "" ? "" : "../pages/" + ({
                IdleWarning: "IdleSheet",
                HelpSheet: "HelpSheet",
                ExitSheet: "ExitSheet"
            })[window.sheetKind] + ".qml"
        Binding {
            target: cover.item
            property: "view"
            value: window.view
            when: cover.status === Loader.Ready
        }
        Connections {
            target: cover.item
            ignoreUnknownSignals: true
            function onPress(id: string) {
                window.press(id);
            }
        }
    }
    Dock {
        x: Theme.landscape ? window.width - width : 0
        y: Theme.landscape ? 0 : window.height - height
        width: Theme.landscape ? Theme.dockExtent : window.width
        height: Theme.landscape ? window.height : Theme.dockExtent
        controls: window.view.dock ?? ({})
        speaking: window.bridge.speaking
        onPressed: control => {
            if (window.settled())
                window.bridge.dock(control);
        }
    }
}
