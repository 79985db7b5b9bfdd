"""One voice: order, interruption, silence for good."""

import queue
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.speech.engine import EspeakEngine, SilentEngine, Utterance, find_engine
from ui.speech.speaker import Speaker
from ui.speech.words import sentences


class HeldUtterance:
    """Ends when the test lets it, or when it is stopped."""

    def __init__(self, sentence: str, rate: float) -> None:
        self.sentence, self.rate = sentence, rate
        self.ended, self.stopped = threading.Event(), False

    def wait(self) -> None:
        assert self.ended.wait(10)

    def stop(self) -> None:
        self.stopped = True
        self.ended.set()


class HeldEngine:
    """A voice whose sentences take as long as the test wants."""

    def __init__(self) -> None:
        self.begun: queue.Queue[HeldUtterance] = queue.Queue()

    def begin(self, sentence: str, rate: float) -> Utterance:
        utterance = HeldUtterance(sentence, rate)
        self.begun.put(utterance)
        return utterance

    def next(self) -> HeldUtterance:
        return self.begun.get(timeout=10)


@pytest.fixture
def voice() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def speaker(voice: HeldEngine) -> Iterator[Speaker]:
    made = Speaker(voice)
    yield made
    made.close()


@pytest.fixture
def told(speaker: Speaker) -> "queue.Queue[bool]":
    heard: queue.Queue[bool] = queue.Queue()
    speaker.listen(heard.put)
    return heard


def test_sentences_are_said_in_order(speaker: Speaker, voice: HeldEngine, told: "queue.Queue[bool]") -> None:
    speaker.say("请放身份证。放好就行。")
    for expected in ("请放身份证。", "放好就行。"):
        utterance = voice.next()
        assert utterance.sentence == expected
        utterance.ended.set()
    assert [told.get(timeout=10), told.get(timeout=10)] == [True, False]


def test_a_new_text_interrupts_and_replaces(speaker: Speaker, voice: HeldEngine) -> None:
    speaker.say("第一句。第二句。")
    first = voice.next()
    speaker.say("新的。")
    assert first.stopped
    assert voice.next().sentence == "新的。"
    assert voice.begun.empty()


def test_an_empty_text_is_silence_at_once(speaker: Speaker, voice: HeldEngine, told: "queue.Queue[bool]") -> None:
    speaker.say("您的尾号是零零二零。请拿好证件。")
    first = voice.next()
    speaker.say("")
    assert first.stopped
    assert [told.get(timeout=10), told.get(timeout=10)] == [True, False]
    assert voice.begun.empty(), "nothing queued before the wipe is heard after it"


def test_nothing_is_said_after_the_end(voice: HeldEngine) -> None:
    speaker = Speaker(voice)
    speaker.close()
    speaker.say("太晚了。")
    assert voice.begun.empty()


def test_the_rate_is_that_of_the_moment(speaker: Speaker, voice: HeldEngine) -> None:
    speaker.rate = 0.85
    speaker.say("慢慢来。")
    assert voice.next().rate == pytest.approx(0.85)


@pytest.mark.expects_log("no voice: FileNotFoundError")
def test_a_voice_that_is_gone_is_logged_and_the_screen_goes_on(tmp_path: Path) -> None:
    told: queue.Queue[bool] = queue.Queue()
    speaker = Speaker(EspeakEngine(str(tmp_path / "none")))
    speaker.listen(told.put)
    speaker.say("您好。再见。")
    assert [told.get(timeout=10), told.get(timeout=10)] == [True, False]
    speaker.close()


def test_silence_is_a_voice() -> None:
    told: queue.Queue[bool] = queue.Queue()
    speaker = Speaker(SilentEngine())
    speaker.listen(told.put)
    speaker.say("您好。")
    assert [told.get(timeout=10), told.get(timeout=10)] == [True, False]
    speaker.close()
    SilentEngine().begin("您好", 1.0).stop()


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Stands where espeak-ng stands: writes down its arguments and what it was told."""
    path = tmp_path / "espeak-ng"
    path.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/said\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_program_gets_the_text_by_stdin_only(program: Path, tmp_path: Path) -> None:
    EspeakEngine(str(program)).begin("尾号零零二零。", 0.8).wait()
    assert (tmp_path / "said").read_text() == "尾号零零二零。"
    assert (tmp_path / "arguments").read_text().split() == ["-v", "cmn-latn-pinyin", "-s", "120", "--stdin"]


def test_the_voice_of_this_machine_is_found(program: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(find_engine(), EspeakEngine)
    program.unlink()
    assert isinstance(find_engine(), SilentEngine)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("您好", ["您好"]),
        ("您好！想办什么事？点一下。", ["您好！", "想办什么事？", "点一下。"]),
        ("最晚2027年11月20日。", ["最晚二零二七年11月20日。"]),
        ("编号12027年", ["编号12027年"]),
        ("王＊兰的卡••••6615", ["王兰的卡6615"]),
        ("。。\n", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
