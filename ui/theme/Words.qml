pragma Singleton
import QtQuick

// The few words that belong to the shell itself; everything else on a page comes with its view.
QtObject {
    readonly property string back: "返回"
    readonly property string exit: "退出"
    readonly property string help: "请人帮办"
    readonly property string speak: "朗读"
    readonly property string speaking: "朗读中"
    readonly property string elder: "长辈模式"
    readonly property string standard: "标准模式"
    readonly property string mark: "便"
    readonly property string terminal: "政务服务自助终端"
    readonly property string next: "接下来"
    readonly property string erase: "删一位"
    readonly property string clear: "全部重输"
    readonly property string signHere: "请用手指在框里写"
    readonly property string name: "姓名"
    readonly property string beforeLeaving: "走之前看一眼"
    readonly property string second: "秒"
    readonly property string covered: "您的信息先遮住了"
    readonly property string coveredHint: "回来就能接着看"
    readonly property string kept: "填好的都还在"
    readonly property string keptHint: "点“还在”就接着办，\n想延长几次都行。\n不办了，点“退出”。"
    readonly property string unsure: "拿不准，点下面的“请人帮办”。"
    readonly property string trouble: "请人帮忙时，报这个代码"

    function step(current: int): string {
        return "第" + current + "步";
    }

    function steps(count: int): string {
        return "共" + count + "步";
    }

    // For screen readers: without the joiners that keep the end of a line together (ui/bridge/convert.py).
    function plain(text: string): string {
        return text.replace(/\u2060/g, "");
    }

    function waited(seconds: int): string {
        return "已等 " + seconds + " 秒";
    }
}
