pragma Singleton
import QtQuick

// Every size, colour and duration of the touch shell. Sizes are millimetres on the glass, given as
// (standard, elder); mm() turns them into pixels of this panel. The shell sets pxPerMm, the panel and elder.
QtObject {
    id: theme

    property real pxPerMm: 2.7102
    property int panelWidth: 1080
    property int panelHeight: 1920
    property bool elder: false
    // Off where nobody looks (pictures, scripted visits): pages change at once and take a tap at once.
    property bool motion: true

    readonly property bool landscape: panelWidth > panelHeight
    readonly property real shortSide: Math.min(panelWidth, panelHeight) / pxPerMm
    readonly property real k: Math.min(1.15, Math.max(landscape ? 0.34 : 0.67, shortSide / 398))
    readonly property real unit: k * pxPerMm
    // A panel on a desk is read from nearer: what can be read and hit is smaller in the same proportion.
    readonly property real near: shortSide < 200 ? 0.65 : 1

    function mm(size: real): int {
        return size === 0 ? 0 : Math.sign(size) * Math.max(1, Math.round(Math.abs(size) * unit));
    }

    function pick(standard: real, large: real): int {
        return mm(elder ? large : standard);
    }

    // Pixel size of a font; the floor holds on small panels, where k alone would go below what can be read.
    function type(standard: real, large: real, least: real): int {
        const floor = (elder ? 10 : least) * near;
        return Math.max(Math.ceil(floor * pxPerMm), Math.round((elder ? large : standard) * unit));
    }

    // A touch target never gets smaller than a finger, whatever the panel.
    function target(standard: real, large: real): int {
        return Math.max(Math.ceil((elder ? 20 : 12) * near * pxPerMm), Math.round((elder ? large : standard) * unit));
    }

    // Between two targets; a trembling finger needs the floor on every panel.
    function between(standard: real, large: real): int {
        return Math.max(Math.ceil((elder ? 5 : 3) * near * pxPerMm), Math.round((elder ? large : standard) * unit));
    }

    readonly property string family: "Noto Sans CJK SC"

    // Grounds
    readonly property color paper: "#F5F0E6"
    readonly property color band: "#EBE4D5"
    readonly property color sheet: "#FBF8F1"
    readonly property color face: "#FFFEFB"
    readonly property color tint: "#DCE8E8"
    // Marks
    readonly property color ink: "#1B2529"
    readonly property color ink2: "#3F4A4E"
    readonly property color accent: "#0E4D62"
    readonly property color deep: "#093646"
    readonly property color white: "#FFFFFF"
    readonly property color edge: elder ? "#4C595B" : "#6B7778"
    readonly property color hair: "#D9D0BE"
    readonly property color warn: "#6E3A08"
    readonly property color warnGround: "#F8E7CB"
    readonly property color stop: "#87281C"
    readonly property color stopGround: "#F7E1DB"
    readonly property color sand: "#E3D6BC"
    readonly property color veil: "#B3141C20"

    // Type
    readonly property int caption: type(8.9, 12.5, 6.5)
    readonly property int small: type(9.6, 13.3, 6.5)
    readonly property int second: type(10.3, 14.0, 6.5)
    readonly property int body: type(11.1, 15.5, 6.5)
    readonly property int section: type(12.5, 17.0, 6.5)
    readonly property int value: type(14.0, 20.7, 6.5)
    readonly property int label: type(13.3, 20.7, 6.5)
    readonly property int labelLarge: type(17.0, 22.9, 6.5)
    readonly property int title: type(22.1, 28.8, 8)
    readonly property int greeting: type(25.1, 34.0, 8)
    readonly property int resultTitle: type(34.0, 42.8, 8)
    readonly property int numeral: type(31.0, 35.4, 8)
    readonly property int numeralLarge: type(38.4, 45.8, 8)
    readonly property int headline: type(39.8, 39.8, 8)
    readonly property int dockLabel: type(11.8, 13.3, 6.5)
    // Line heights in em, as factors of the family's own 1.448
    readonly property real lineBody: (elder ? 1.54 : 1.5) / 1.448
    readonly property real lineTitle: 1.33 / 1.448

    // Space
    readonly property int margin: mm(22.1)
    readonly property int gutter: between(8.9, 8.9)
    readonly property int gap: between(7.4, 8.9)
    readonly property int radius: mm(8.9)
    readonly property int actionRadius: pick(8.9, 11.8)
    readonly property int bottomRadius: mm(14.8)
    readonly property int line: mm(0.74)
    readonly property int strongLine: mm(1.1)
    readonly property int keel: mm(2.6)
    readonly property int pillKeel: mm(1.5)
    readonly property int drop: mm(1.85)

    // Bands of a portrait panel; a landscape panel has the dock at its right side.
    readonly property int topLine: mm(38.4)
    readonly property int dockExtent: landscape ? Math.max(mm(92), target(30, 30) + mm(20)) : mm(79.7)
    readonly property int contentRight: landscape ? panelWidth - dockExtent : panelWidth
    readonly property int contentBottom: (landscape ? panelHeight : panelHeight - dockExtent) - mm(14.8)
    readonly property int stepsTop: mm(47.2)
    readonly property int titleTop: pick(101.4, 96.4)
    readonly property int titleTopBare: pick(55, 55.5)
    readonly property int seeLine: mm(192)
    readonly property int action: target(62, 65)

    // Motion in ms
    readonly property int releaseMs: motion ? 80 : 0
    readonly property int pageMs: motion ? (elder ? 150 : 220) : 0
    readonly property int sheetMs: motion ? 260 : 0
    readonly property int slide: elder ? 0 : mm(22.1)
    // Touch: how far a finger may drift off a key, and how long a new page takes no tap, because a trembling
    // finger's second tap was meant for the page before.
    readonly property int slop: mm(elder ? 15 : 8)
    readonly property int bounceMs: motion ? (elder ? 700 : 300) : 0
}
