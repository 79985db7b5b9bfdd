"""When things go wrong: each trouble has a page, a way on, and a person to ask."""

from dataclasses import replace
from datetime import date

import pytest

from drivers.api.face import CameraBack, CameraLost, FaceRejected, HintChanged
from drivers.api.idcard import CardOutcome, CardRead, CardSuspect, CardUnreadable, CardWrongKind, NoCard
from drivers.api.printer import NotPrinted, PrintUnknown
from kiosk.flow import effects as f
from kiosk.flow import events as e
from kiosk.flow.model import Capability
from tests.flows.walk import CARD, FLOW, Walk


@pytest.mark.parametrize(
    ("outcome", "lifted", "page"),
    [
        (CardUnreadable(0x41), False, "failure.card.unreadable"),
        (CardUnreadable(0x41), True, "failure.card.lifted"),
        (CardWrongKind(0x40), False, "failure.card.wrong_kind"),
        (CardSuspect(0x33), False, "failure.card.suspect"),
        (CardRead(replace(CARD, warnings=("number.check_digit",)), 1.0), False, "failure.card.number_wrong"),
        (CardRead(replace(CARD, valid_until=date(2020, 2, 2)), 1.0), False, "failure.card.expired"),
    ],
)
def test_cards(outcome: CardOutcome, lifted: bool, page: str) -> None:
    walk = Walk().at_card().happens(e.CardSeen(), e.CardAnswered(outcome, lifted)).sees(page)
    assert walk.asked("open_session") == 0
    walk.presses("help")
    assert walk.state.sheet == "help"
    walk.presses("help.close").docks("back").sees("identify.card")


def test_no_card_yet_is_no_trouble() -> None:
    walk = Walk().at_card().happens(e.CardSeen(), e.CardAnswered(NoCard())).sees("identify.card")
    assert walk.state.scratch.progress == "waiting"


def test_an_expired_card_tells_until_when_it_was_valid() -> None:
    walk = Walk().at_card().lays_card(replace(CARD, valid_until=date(2020, 2, 2)))
    assert walk.state.trouble is not None
    assert walk.state.trouble.due == "2020-02-02"


@pytest.mark.parametrize(
    ("capability", "page", "place"),
    [("id_card", "failure.reader.gone", "identify.card"), ("face", "failure.camera.gone", "face")],
)
def test_a_device_that_goes_and_comes_back_goes_on_by_itself(capability: Capability, page: str, place: str) -> None:
    walk = Walk().at_card() if capability == "id_card" else Walk().at_face()
    walk.loses(capability).sees(page).regains(capability).sees(place)


def test_without_a_reader_there_is_another_way() -> None:
    walk = Walk(without=("id_card",)).begins().presses("consent.face").sees("failure.reader.gone")
    walk.presses("scan_code").sees("identify.scan")


def test_without_a_scanner_there_is_the_card() -> None:
    walk = Walk(without=("code_scan",)).begins().presses("consent.other", "other.code").sees("failure.scanner.gone")
    walk.presses("card_again").sees("identify.card")


def test_the_scanner_going_away_is_said() -> None:
    walk = Walk().begins().presses("consent.other", "other.code").loses("code_scan").sees("failure.scanner.gone")
    walk.regains("code_scan").sees("identify.scan").presses("no_response", "other.card").sees("identify.card")


class TestFace:
    def test_three_tries_then_the_other_way(self) -> None:
        walk = Walk().at_face()
        for page in ("failure.face.no_match", "failure.face.no_match"):
            walk.shows_face("no_match").sees(page).presses("retry").sees("face")
        walk.shows_face("retry").sees("failure.face.no_match_three").docks("back").sees("identify.card")
        walk.presses("next").session_opens().sees("failure.face.no_match_three").presses("staff_check")
        walk.sees("identify.staff_badge")
        assert walk.state.facts.consent == "face"  # the answer given stays what it was
        assert walk.asked("portrait") == 3

    def test_a_new_start_of_the_page_does_not_forget_the_tries(self) -> None:
        walk = Walk().at_face().shows_face("no_match").docks("back").sees("face").shows_face("no_match")
        walk.presses("retry").shows_face("no_match").sees("failure.face.no_match_three")

    def test_no_portrait_leads_to_staff(self) -> None:
        walk = Walk().at_face().happens(e.CallFailed(0, "face.reference_unusable")).sees("face")
        walk.happens(e.CallFailed(walk.state.serial, "face.reference_unusable"))
        walk.sees("failure.face.reference_unusable").presses("staff_check").sees("identify.staff_badge")

    def test_a_short_break_of_the_camera_is_a_hint_not_a_failure(self) -> None:
        walk = Walk().at_face().happens(e.PortraitReady(Walk().at_face().state.serial))
        walk.happens(e.FaceSaid(CameraLost(recovering=True))).sees("face")
        assert walk.state.scratch.camera_pausing
        walk.happens(e.FaceSaid(CameraBack()))
        assert not walk.state.scratch.camera_pausing
        walk.happens(e.FaceSaid(CameraLost(recovering=False))).sees("failure.camera.gone")

    def test_another_face_in_the_middle(self) -> None:
        walk = Walk().at_face().happens(e.PortraitReady(Walk().at_face().state.serial))
        walk.happens(e.FaceSaid(FaceRejected("face.face_changed"))).sees("failure.face.face_changed")

    def test_a_face_that_never_finishes_is_helped_on(self) -> None:
        walk = Walk().at_face()
        walk.happens(e.PortraitReady(walk.state.serial), e.FaceSaid(HintChanged("good"))).waits(95)
        walk.sees("failure.face.not_live").presses("other_way").sees("identify.staff_badge")

    def test_hints_come_one_at_a_time(self) -> None:
        walk = Walk().at_face()
        walk.happens(e.PortraitReady(walk.state.serial))
        for hint in ("two_faces", "too_dark", "no_face"):
            walk.happens(e.FaceSaid(HintChanged(hint)))
            assert walk.state.scratch.hint == hint

    def test_face_words_before_the_camera_runs_are_ignored(self) -> None:
        walk = Walk().at_face().happens(e.FaceSaid(HintChanged("good")))
        assert walk.state.scratch.hint == "no_face"


class TestBackend:
    def test_away_before_the_start(self) -> None:
        walk = (
            Walk(without=("backend",)).begins().sees("failure.backend.away_before").presses("other_item").sees("home")
        )
        assert walk.count(f.CallBackend) == 0

    @pytest.mark.parametrize("code", ["backend.away_during", "session.unknown_person", "backend.refused"])
    def test_a_call_that_fails_says_so_and_can_be_repeated(self, code: str) -> None:
        walk = Walk().at_card().lays_card()
        walk.happens(e.CallFailed(walk.state.serial, code, "原因")).sees(f"failure.{code}").presses("retry")
        walk.sees("identify.busy").session_opens().sees("face")
        assert walk.asked("open_session") == 2

    def test_not_eligible_and_already_done_end_in_words(self) -> None:
        for verdict, page in (("not_eligible", "session.not_eligible"), ("already_done", "session.already_done")):
            walk = Walk().at_card().lays_card()
            walk.happens(e.Eligibility(walk.state.serial, verdict, "未满80周岁", "2027-10-08"))  # pyright: ignore[reportArgumentType]
            walk.sees(f"failure.{page}").presses("other_item").sees("home")

    def test_the_form_that_cannot_be_fetched(self) -> None:
        walk = Walk().at_face().shows_face().proves().sees("form.busy")
        walk.happens(e.CallFailed(walk.state.serial, "backend.away_during")).presses("retry").fields_come().sees(
            "confirm"
        )

    def test_refused_at_the_end_with_its_reason(self) -> None:
        walk = (
            Walk()
            .at_promise()
            .signs()
            .happens(e.SubmissionSettled("submission-1", None, "backend.refused", "账户已注销"))
        )
        walk.sees("failure.backend.refused").presses("retry").sees("failure.backend.refused").presses("home").sees(
            "home"
        )
        assert walk.count(f.Submit) == 1

    def test_a_wrong_pin_can_be_typed_again(self) -> None:
        walk = Walk().begins().presses("consent.other", "other.card").lays_card().session_opens()
        walk.types("0012").presses("next").types("000000").presses("next")
        walk.types("1").happens(e.CallFailed(walk.state.serial, "staff.wrong_pin")).sees("failure.staff.wrong_pin")
        walk.presses("type_again").sees("identify.staff_pin").types("246810").presses("next").proves().sees("form.busy")

    def test_staff_need_the_backend(self) -> None:
        walk = Walk().begins().presses("consent.other", "other.card").lays_card().loses("backend").session_opens()
        walk.sees("failure.backend.away_during").regains("backend").presses("retry").sees("identify.staff_badge")

    def test_an_answer_to_a_page_that_is_gone_is_dropped(self) -> None:
        walk = Walk().at_card().lays_card()
        old = walk.state.serial
        walk.happens(e.Eligibility(old - 1, "eligible"), e.PortraitReady(old - 1), e.Proved(old - 1))
        walk.happens(e.FieldsKnown(old - 1, ())).sees("identify.busy")


class TestPaper:
    def test_no_paper_is_said_before_the_start(self) -> None:
        walk = Walk(without=("receipt",)).begins()
        assert walk.state.trouble is not None
        walk.presses("go_on_without_paper").sees("intro").presses(
            "consent.face"
        ).lays_card().session_opens().shows_face()
        walk.proves().fields_come().presses("next").signs().settles().sees("result")
        assert walk.count(f.PrintReceipt) == 0
        assert walk.state.facts.print_state == "skipped"

    def test_going_home_instead_is_possible_too(self) -> None:
        Walk(without=("receipt",)).begins().presses("home").sees("home")

    def test_paper_that_ended_midway_is_printed_again_for_the_same_person(self) -> None:
        walk = Walk().at_result().happens(e.PrintEnded(NotPrinted("printer.paper_out", started=True)))
        walk.sees("failure.printer.paper_out_midway").presses("print_again").sees("result")
        assert walk.effects[-1] == f.PrintReceipt(reprint=True)  # something of the first one came out
        walk.prints()
        assert walk.state.facts.print_state == "printed"

    def test_a_ticket_that_failed_is_purged_with_the_visit(self) -> None:
        walk = Walk().at_result().happens(e.PrintEnded(NotPrinted("printer.paper_out", started=True)))
        walk.docks("exit")
        assert walk.wiped() == "left"

    def test_paper_gone_between_start_and_end(self) -> None:
        walk = Walk().at_promise().loses("receipt", "printer.cover_open").signs().settles()
        walk.sees("failure.printer.cover_open").presses("go_on_without_paper").sees("result")
        assert walk.state.facts.print_state == "skipped"

    def test_unknown_is_neither_printed_nor_failed(self) -> None:
        walk = Walk().at_result().happens(e.PrintEnded(PrintUnknown())).sees("failure.printer.unknown")
        walk.presses("finish").sees("rating")


def test_after_a_crash_the_next_screen_says_so_once() -> None:
    walk = Walk()
    walk.state = replace(walk.state, notice="visit.crashed")
    walk.sees("failure.visit.crashed").presses("start", "nothing").sees("failure.visit.crashed")
    walk.presses("home").sees("attract")


def test_an_item_is_chosen_on_the_home_page_only() -> None:
    walk = Walk().at_card().happens(e.ItemChosen(FLOW, "other")).sees("identify.card")
    assert walk.state.facts.submission_id == "submission-1"
