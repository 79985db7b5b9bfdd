"""Edges a strict reader found: late answers, sheets over work, things left on the reader, a store that fails."""

from dataclasses import replace

import pytest

from drivers.api.face import FaceHint, HintChanged
from drivers.api.printer import NotPrinted, PrintUnknown
from kiosk.flow import effects as f
from kiosk.flow import events as e
from kiosk.flow.facts import Facts, Settled
from tests.flows.walk import Walk


class TestLeavingWhileHandingIn:
    def test_there_is_no_way_out_between_signing_and_the_answer(self) -> None:
        walk = Walk().at_promise().signs().sees("submit.busy").docks("exit").docks("back")
        assert walk.state.sheet is None
        assert walk.wiped() is None
        walk.settles().sees("result")

    def test_a_refused_case_can_be_left(self) -> None:
        walk = Walk().at_promise().signs().happens(e.SubmissionSettled("submission-1", None, "backend.refused"))
        walk.docks("exit").presses("exit.leave")
        assert walk.wiped() == "left"

    def test_the_answer_of_another_submission_is_not_this_ones(self) -> None:
        walk = Walk().at_promise().signs()
        walk.happens(e.SubmissionSettled("somebody else's", Settled(True, "990101261121000018"))).sees("submit.busy")


class TestIdleAndWork:
    def test_a_card_that_is_read_ends_the_warning(self) -> None:
        walk = Walk().at_card().waits(80)
        assert walk.state.sheet == "idle"
        walk.happens(e.CardSeen()).waits(1)
        assert walk.state.sheet is None
        assert f.Silence() in walk.effects
        walk.waits(20)
        assert walk.wiped() is None

    def test_a_face_in_the_picture_is_activity(self) -> None:
        walk = Walk().at_face()
        walk.happens(e.PortraitReady(walk.state.serial)).waits(25)
        walk.happens(e.FaceSaid(HintChanged("good"))).waits(60)
        assert walk.wiped() is None

    def test_an_open_help_sheet_does_not_stop_the_clock_of_work(self) -> None:
        walk = Walk().at_promise().signs().docks("help").waits(100)
        assert walk.wiped() is None


class TestCardLeft:
    def test_help_and_voice_work_and_it_speaks_by_itself(self) -> None:
        walk = Walk().at_result().prints().presses("done", "rate.skip", "done").happens(e.Wiped())
        walk.sees("failure.card.left_behind")
        before = walk.effects.count(f.Speak(aloud=True))
        walk.waits(11)
        assert walk.effects.count(f.Speak(aloud=True)) - before == 2
        walk.presses("help")
        assert walk.state.sheet == "help"
        walk.presses("help.station")
        assert f.CallStaff("failure.card.left_behind") in walk.effects
        walk.presses("help.close").docks("speak").presses("card_taken")
        assert walk.effects[-1] == f.Speak(aloud=True)

    def test_a_card_nobody_could_read_is_left_behind_too(self) -> None:
        walk = Walk().at_card().happens(e.CardLies()).docks("exit").happens(e.Wiped())
        walk.sees("failure.card.left_behind").lifts_card().sees("attract")

    def test_a_card_whose_reading_ended_after_the_wipe(self) -> None:
        walk = Walk().at_card().docks("exit").happens(e.Wiped()).sees("attract").happens(e.CardLies())
        walk.sees("failure.card.left_behind")
        assert walk.state.facts == Facts(card_on_reader=True)


class TestIdentityAgain:
    def test_a_session_that_ended_is_opened_again_with_the_card(self) -> None:
        walk = Walk().at_face()
        walk.happens(e.CallFailed(walk.state.serial, "session.expired")).sees("failure.session.expired")
        assert walk.state.facts.session is None
        walk.presses("card_again").sees("identify.card")
        assert walk.effects[-2:] == [f.StartDevice("id_card"), f.Show("identify.card")]
        walk.lays_card().session_opens().sees("face")

    def test_it_is_found_out_at_the_form_too_and_what_was_typed_stays(self) -> None:
        walk = Walk().at_confirm().presses("fix:phone").types("13800000009").presses("next").docks("back")
        walk.sees("intro").presses("consent.face")
        walk.happens(e.CallFailed(walk.state.serial, "session.expired")).presses("scan_code").sees("identify.scan")
        assert walk.state.facts.corrections

    def test_another_card_can_be_laid(self) -> None:
        walk = Walk().at_face().docks("back").presses("card.other").sees("identify.card")
        assert walk.state.facts.card is None


@pytest.mark.parametrize(
    ("hint", "page"),
    [
        ("no_face", "face.no_face"),
        ("two_faces", "face.two_faces"),
        ("too_dark", "face.too_dark"),
        ("too_bright", "face.too_dark"),
    ],
)
def test_what_keeps_the_face_from_going_on_is_said(hint: FaceHint, page: str) -> None:
    walk = Walk().at_face()
    walk.happens(e.PortraitReady(walk.state.serial), e.FaceSaid(HintChanged(hint))).waits(31)
    walk.sees(f"failure.{page}").presses("retry").sees("face")


class TestPaper:
    def test_the_result_is_not_left_while_it_prints(self) -> None:
        Walk().at_result().presses("done").sees("result").prints().presses("done").sees("rating")

    def test_reprint_is_marked_only_when_something_may_have_come_out(self) -> None:
        walk = Walk().at_result().happens(e.PrintEnded(NotPrinted("printer.offline"))).presses("print_again")
        assert walk.effects[-1] == f.PrintReceipt(reprint=False)
        walk.happens(e.PrintEnded(PrintUnknown())).presses("print_again")
        assert walk.effects[-1] == f.PrintReceipt(reprint=True)


class TestStaff:
    def test_the_page_of_the_badge_calls_somebody_once(self) -> None:
        walk = Walk().begins().presses("consent.other", "other.card").lays_card().session_opens()
        assert f.CallStaff("identify.staff_badge") in walk.effects
        walk.happens(e.StaffAnswered(True))
        assert walk.state.facts.staff_answer == "called"
        walk.docks("back").presses("next").session_opens().sees("identify.staff_badge")
        assert walk.count(f.CallStaff) == 1

    def test_a_late_answer_changes_no_other_sheet(self) -> None:
        walk = Walk().at_confirm().docks("help").presses("help.phone").happens(e.StaffAnswered(True))
        assert walk.state.help_answer == "phone"


class TestStore:
    def test_a_store_that_fails_ends_the_visit_and_the_service(self) -> None:
        walk = Walk().at_confirm().lifts_card().happens(e.StorageFailed())
        assert walk.wiped() == "storage"
        walk.happens(e.Wiped()).sees("failure.visit.fault").happens(e.Began("next")).sees("failure.visit.fault")

    def test_it_is_said_on_the_attract_page(self) -> None:
        Walk().happens(e.StorageFailed()).sees("failure.visit.fault")

    def test_during_the_wipe_it_is_remembered(self) -> None:
        Walk().begins().docks("exit").happens(e.StorageFailed(), e.Wiped()).sees("failure.visit.fault")


class TestAttract:
    def test_elder_mode_goes_off_when_nobody_came(self) -> None:
        walk = Walk().waits(10).docks("elder")
        assert walk.state.elder
        walk.waits(200)
        assert not walk.state.elder

    def test_the_notice_of_a_crash_goes_by_itself(self) -> None:
        walk = Walk()
        walk.state = replace(walk.state, notice="visit.crashed", now=1000.0)
        walk.waits(30).sees("failure.visit.crashed").waits(40).sees("attract")


def test_done_on_a_page_that_says_nothing_is_to_be_done_ends_the_visit() -> None:
    walk = Walk().at_card().lays_card()
    walk.happens(e.Eligibility(walk.state.serial, "already_done", due="2027-10-08")).presses("leave")
    assert walk.wiped() == "done"
