"""The visit from first touch to wipe, in both modes and by both ways of proving identity."""

import pytest

from drivers.api.idcard import CardUnreadable
from drivers.api.printer import NotPrinted, PrintUnknown
from kiosk.domain.secret import Secret
from kiosk.flow import effects as f
from kiosk.flow import events as e
from kiosk.flow.facts import Facts
from tests.flows.walk import FLOW, STROKE, Walk


@pytest.mark.parametrize("elder", [False, True])
def test_a_resident_certifies_by_face(elder: bool) -> None:
    walk = Walk(elder=elder).at_result()
    assert walk.count(f.Submit) == 1
    assert walk.count(f.PrintReceipt) == 1
    walk.prints().presses("done").sees("rating").presses("rate.2").sees("take")
    assert [x.level for x in walk.effects if isinstance(x, f.SendRating)] == [2]
    walk.lifts_card().waits(10)
    assert walk.wiped() == "done"
    walk.happens(e.Wiped()).sees("attract")
    assert walk.state.facts == Facts()
    assert not walk.state.elder
    assert walk.state.visit_id == ""


def test_the_pages_of_a_visit_in_order() -> None:
    walk = Walk().at_result().prints().presses("done", "rate.skip")
    shown = [effect.name for effect in walk.effects if isinstance(effect, f.Show)]
    assert shown == [
        "home", "intro", "identify.card", "identify.busy", "face", "form.busy", "confirm", "promise", "submit.busy",
        "result", "rating", "take",
    ]  # fmt: skip


def test_the_other_way_is_complete() -> None:
    walk = Walk().begins().sees("intro").presses("consent.other").sees("identify.choose")
    walk.presses("other.code").sees("identify.scan")
    walk.happens(e.CodeScanned(Secret("SAMPLE-YB-0001-LI"))).sees("identify.busy").session_opens()
    walk.sees("identify.staff_badge").types("0012").presses("next").sees("identify.staff_pin")
    walk.types("246810").presses("next")
    assert walk.asked("prove_by_staff") == 1
    walk.proves().fields_come().presses("next").signs().settles().sees("result")
    assert walk.asked("portrait") == 0
    assert f.StartDevice("face") not in walk.effects


def test_a_card_and_a_staff_member_do_without_a_face() -> None:
    walk = Walk().begins().presses("consent.other", "other.card").lays_card().session_opens()
    walk.sees("identify.staff_badge")


def test_no_camera_starts_before_the_answer_about_the_face() -> None:
    walk = Walk().at_card()
    assert f.StartDevice("face") not in walk.effects
    walk.lays_card().session_opens()
    assert f.StartDevice("face") not in walk.effects
    walk.happens(e.PortraitReady(walk.state.serial))
    assert walk.effects[-1] == f.StartDevice("face")


def test_leaving_a_step_stops_its_device() -> None:
    for walk, device in ((Walk().at_card(), "id_card"), (Walk().at_face(), "face")):
        walk.docks("back")
        assert f.StopDevice(device) in walk.effects  # pyright: ignore[reportArgumentType]


def test_back_from_the_form_leads_to_the_introduction_and_nothing_is_proved_twice() -> None:
    walk = Walk().at_confirm().docks("back").sees("intro").presses("consent.face").sees("identify.busy")
    walk.happens(e.Eligibility(walk.state.serial, "eligible")).sees("form.busy")
    assert walk.asked("prove_by_face") == 1


def test_back_from_the_card_leads_to_the_introduction_then_home() -> None:
    walk = Walk().at_card().docks("back").sees("intro").docks("back").sees("home")
    assert walk.wiped() is None


def test_back_to_a_card_that_was_read_does_not_read_it_again() -> None:
    walk = Walk().at_face().docks("back").sees("identify.card")
    assert walk.state.scratch.progress == "done"
    walk.presses("next").sees("identify.busy")


def test_the_full_notice_opens_and_closes_on_the_introduction() -> None:
    walk = Walk().begins().presses("notice").sees("notice").presses("next").sees("intro")
    walk.presses("notice").docks("back").sees("intro").docks("back").sees("home")


class TestElderMode:
    def test_switching_loses_nothing(self) -> None:
        walk = Walk().at_confirm().presses("fix:phone").sees("fix.phone").types("1380000")
        walk.docks("elder").sees("fix.phone").types("0009")
        assert walk.state.scratch.typed.reveal() == "13800000009"
        walk.presses("next").sees("confirm.1")
        walk.docks("elder").sees("confirm")
        assert walk.state.facts.value("phone") == "13800000009"

    def test_strokes_survive(self) -> None:
        walk = Walk().at_promise().happens(e.Drew(STROKE)).docks("elder").docks("elder")
        assert len(walk.state.facts.strokes) == 1

    def test_one_question_a_page_and_back_inside_them(self) -> None:
        walk = Walk(elder=True).at_confirm().sees("confirm.1").presses("yes").sees("confirm.2")
        walk.docks("back").sees("confirm.1").presses("yes", "yes").sees("confirm.3").presses("yes").sees("confirm.4")
        walk.presses("no").sees("fix.phone").types("13800000009").presses("next").sees("confirm.4")
        walk.presses("yes").sees("promise")

    def test_elder_mode_speaks_by_itself_and_ends_with_the_visit(self) -> None:
        walk = Walk().begins().docks("elder")
        assert walk.state.speak
        assert f.Speak() in walk.effects
        walk.docks("exit").happens(e.Wiped()).sees("attract")
        assert not walk.state.elder
        assert not walk.state.speak

    def test_can_be_chosen_before_the_visit_begins(self) -> None:
        walk = Walk().docks("elder").begins()
        assert walk.state.elder


class TestForm:
    def test_a_wrong_phone_is_said_and_kept_for_mending(self) -> None:
        walk = Walk().at_confirm().presses("fix:phone").types("23800000009").presses("next").sees("fix.phone")
        assert walk.state.scratch.error == "phone"
        walk.happens(e.Typed("erase"), e.Typed("clear")).types("13900000009").presses("next").sees("confirm")
        walk.docks("back").sees("intro")

    def test_what_cannot_be_typed_is_noted_for_the_office(self) -> None:
        walk = Walk().at_confirm().presses("fix:account_tail")
        assert walk.state.facts.disputed == ("account_tail",)
        assert walk.effects[-1] == f.CallStaff("confirm.account_tail")
        walk.presses("fix:account_tail")
        assert walk.state.facts.disputed == ()
        walk.presses("fix:account_tail")
        assert walk.count(f.CallStaff) == 1
        walk.presses("fix:account_tail")
        walk.presses("fix:name")
        assert walk.state.facts.disputed == ()

    def test_elder_no_notes_the_question_and_goes_on(self) -> None:
        walk = Walk(elder=True).at_confirm().presses("yes", "yes").sees("confirm.3").presses("no").sees("confirm.4")
        assert walk.state.facts.disputed == ("bank", "account_tail")

    def test_a_wrong_card_is_no_dead_end(self) -> None:
        Walk(elder=True).at_confirm().presses("no").sees("failure.form.card_wrong").presses("home").sees("home")

    def test_numbers_are_shown_for_five_seconds(self) -> None:
        walk = Walk().at_confirm().presses("reveal")
        assert walk.state.scratch.reveal_until > walk.state.now
        walk.waits(6)
        assert walk.state.scratch.reveal_until == 0.0

    def test_a_dot_is_no_signature(self) -> None:
        walk = Walk().at_promise().happens(e.Drew(Secret(((1, 1), (2, 2))))).presses("sign.done").sees("promise")
        assert walk.state.scratch.error == "sign"
        walk.presses("sign.clear")
        assert walk.state.facts.strokes == ()
        walk.happens(e.Drew(STROKE), e.Drew(STROKE)).presses("sign.undo", "sign.done").sees("submit.busy")
        assert len(walk.state.facts.strokes) == 1

    def test_somebody_who_cannot_sign_has_a_witness(self) -> None:
        walk = Walk().at_promise().presses("sign.cannot").sees("witness.badge").types("0012").presses("next")
        walk.sees("witness.pin").types("246810").presses("next").proves().sees("submit.busy")
        assert walk.state.facts.witness == Secret("0012")


class TestResult:
    def test_kept_on_the_terminal_is_no_case_number(self) -> None:
        walk = Walk().at_promise().signs().settles(accepted=False).sees("result")
        assert walk.state.facts.settled is not None
        assert not walk.state.facts.settled.accepted

    def test_no_way_back_after_handing_in(self) -> None:
        walk = Walk().at_result().docks("back").sees("result")
        walk.prints().docks("back").sees("result")

    def test_another_item_keeps_the_person_and_gets_an_id_of_its_own(self) -> None:
        walk = Walk().at_result().presses("again").sees("result").prints().presses("again").sees("home")
        walk.happens(e.ItemChosen(FLOW, "submission-2")).presses("consent.face").sees("identify.busy")
        walk.happens(e.Eligibility(walk.state.serial, "eligible")).fields_come().presses("next").signs()
        assert [x.submission_id for x in walk.effects if isinstance(x, f.Submit)] == ["submission-1", "submission-2"]

    def test_a_late_second_answer_changes_nothing(self) -> None:
        walk = Walk().at_result()
        before = walk.state
        walk.happens(e.PrintEnded(PrintUnknown())).sees("failure.printer.unknown").presses("skip_receipt")
        walk.happens(e.PrintEnded(NotPrinted("printer.paper_out"))).sees("result")
        assert before.facts.settled == walk.state.facts.settled

    def test_a_card_nobody_took_is_asked_for_before_the_next_person(self) -> None:
        walk = Walk().at_result().prints().presses("done", "rate.skip", "done")
        walk.happens(e.Wiped()).sees("failure.card.left_behind")
        assert walk.state.facts == Facts(card_on_reader=True)
        walk.presses("start", "card_taken").happens(e.Began("visit-2")).sees("failure.card.left_behind")
        walk.waits(70)
        assert walk.count(f.CallStaff) == 1
        walk.presses("fix:account_tail")
        walk.lifts_card().sees("attract")

    def test_take_ends_after_a_minute_even_when_the_card_stays(self) -> None:
        walk = Walk().at_result().prints().presses("done", "rate.skip").waits(61)
        assert walk.wiped() == "done"


def test_an_unreadable_card_can_be_laid_again() -> None:
    walk = Walk().at_card().happens(e.CardSeen(), e.CardAnswered(CardUnreadable(0x41)))
    walk.sees("failure.card.unreadable").presses("card_again").sees("identify.card").lays_card().sees("identify.busy")
