"""Everything this backend can refuse, with its words. One row per code of the contract (x-error-codes)."""

from dataclasses import dataclass
from typing import Any

STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Words:
    """`message` is for the screen, `spoken` is said; both plain, short and without personal data."""

    status: int
    message: str
    spoken: str
    next_action: str


TABLE: dict[str, Words] = {
    "card.expired": Words(422, "证件过了有效期", "这张证件过期了，要先换新的。", "window"),
    "case.already_done": Words(409, "本年度已经办过，不用再办", "您今年已经办过了，不用再办。", "finish"),
    "case.not_eligible": Words(422, "现在还不符合办理条件", "现在还办不了，请问一问帮办员。", STAFF),
    "case.unknown": Words(404, "没有查到这个办件编号", "没有查到这个编号。", "correct"),
    "face.not_matched": Words(422, "没有比对成功", "没有比对成功，可以再试，也可以换一种方式。", "other_way"),
    "field.invalid": Words(422, "有一项填得不对", "有一项填得不对，请改一改。", "correct"),
    "field.locked": Words(422, "有一项在这里不能改", "这一项在这里改不了，请找帮办员。", STAFF),
    "id_number.invalid": Words(422, "证件号码不对", "这个证件号码不对，请到窗口看一看。", "window"),
    "identity.name_differs": Words(422, "证件上的名字和登记的不一样", "名字和登记的不一样，请到窗口看一看。", "window"),
    "item.unknown": Words(404, "这里不办这件事", "这件事这里办不了，请问一问帮办员。", STAFF),
    "medical_code.unknown": Words(404, "没认出这个码", "没认出这个码，请刷新以后再扫。", "retry"),
    "portrait.none": Words(404, "没有可以比对的照片", "没有可以比对的照片，请换一种方式。", "other_way"),
    "promise.unsigned": Words(422, "承诺还没有签名", "还没有签名，请签上名字。", "correct"),
    "rating.already": Words(409, "已经评过了，谢谢您", "您已经评过了，谢谢。", "finish"),
    "request.invalid": Words(422, "机器送来的内容不对", "机器出了点问题，请找帮办员。", STAFF),
    "request.key_reused": Words(409, "同一个编号送来了两份不同的内容", "机器出了点问题，请找帮办员。", STAFF),
    "request.not_found": Words(404, "没有这个服务", "机器出了点问题，请找帮办员。", STAFF),
    "request.too_large": Words(413, "送来的内容太大", "机器出了点问题，请找帮办员。", STAFF),
    "server.fault": Words(500, "系统出了问题，请等一等再试", "系统出了问题，请等一等。", "wait"),
    "session.assurance_low": Words(403, "还没有证明是本人", "还要先证明是您本人。", "other_way"),
    "session.closed": Words(403, "时间太久，要重新放一次证件", "时间久了，请把证件再放一次。", "identify_again"),
    "session.other_terminal": Words(403, "这次办理不是在这台机器上开始的", "请在开始的那台机器上办。", STAFF),
    "session.time": Words(422, "办理时间和登记的对不上", "机器的时间不对，请找帮办员。", STAFF),
    "session.unknown": Words(404, "没有查到这次办理", "请把证件再放一次。", "identify_again"),
    "staff.locked": Words(423, "工号暂时锁住了，过十分钟再试", "工号锁住了，请等十分钟，或请别的同事来。", "wait"),
    "staff.pin_wrong": Words(403, "工号或密码不对", "工号或密码不对，请再输一次。", "retry"),
    "terminal.unknown": Words(401, "这台机器还没有登记", "这台机器还没有登记，请找帮办员。", STAFF),
}


class Problem(Exception):
    """Ends a request with one row of the table; also rolls its transaction back."""

    def __init__(self, code: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return TABLE[self.code].status

    def body(self) -> dict[str, Any]:
        """`Error` of the contract."""
        words = TABLE[self.code]
        said = {"message": words.message, "spoken": words.spoken}
        return {"code": self.code, **said, "next_action": words.next_action}

    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
