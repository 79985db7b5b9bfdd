import QtQuick
import QtQuick.Shapes
import "../theme"

// The place to write: ink follows the finger, a finished stroke is handed over as points 0..1000 of the pad.
Field {
    id: pad

    property var strokes: []
    property var pending: []
    property var live: []
    readonly property int ink: Theme.mm(5.2)

    signal drawn(var points)

    function place(x: real, y: real): var {
        const bound = value => Math.max(0, Math.min(1000, Math.round(value)));
        return [bound(x / area.width * 1000), bound(y / area.height * 1000)];
    }

    // Through the middles between points, so that the line has no corners.
    function curve(points: var): string {
        const at = points.map(p => [p[0] / 1000 * area.width, p[1] / 1000 * area.height]);
        if (at.length === 0)
            return "";
        let path = "M" + at[0][0] + " " + at[0][1];
        for (let i = 1; i < at.length - 1; i++)
            path += " Q" + at[i][0] + " " + at[i][1] + " " + (at[i][0] + at[i + 1][0]) / 2 + " " + (at[i][1] + at[i + 1][1]) / 2;
        const last = at[at.length - 1];
        return path + " L" + (last[0] + (at.length === 1 ? 0.1 : 0)) + " " + last[1];
    }

    function finish() {
        if (live.length === 0)
            return;
        const stroke = live;
        pending = pending.concat([stroke]);
        live = [];
        drawn(stroke);
    }

    onStrokesChanged: pending = []

    Rectangle {
        x: Theme.mm(20)
        y: parent.height * 0.76
        width: parent.width - 2 * x
        height: Theme.line
        color: Theme.hair
    }
    Shape {
        anchors.fill: area
        preferredRendererType: Shape.GeometryRenderer
        ShapePath {
            strokeColor: Theme.ink
            strokeWidth: pad.ink
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg {
                path: pad.strokes.concat(pad.pending).map(stroke => pad.curve(stroke)).join(" ")
            }
        }
        ShapePath {
            strokeColor: Theme.ink
            strokeWidth: pad.ink
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg {
                path: pad.curve(pad.live)
            }
        }
    }
    MouseArea {
        id: area
        objectName: "sign.pad"
        anchors.fill: parent
        preventStealing: true
        Accessible.role: Accessible.Canvas
        Accessible.name: Words.signHere
        onPressed: mouse => {
            Finger.down();
            pad.live = [pad.place(mouse.x, mouse.y)];
        }
        onPositionChanged: mouse => pad.live = pad.live.concat([pad.place(mouse.x, mouse.y)])
        onReleased: pad.finish()
        onCanceled: pad.finish()
    }
}
