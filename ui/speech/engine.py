"""Voices. The last resort, free to ship, is espeak-ng; without it the terminal is silent and the text stays."""

import shutil
import subprocess
from contextlib import suppress
from typing import Protocol

VOICE = "cmn-latn-pinyin"  # `cmn` reads pinyin as English with the tone digit spoken: never use it
WORDS_PER_MINUTE = 150


class Utterance(Protocol):
    """Something being said."""

    def wait(self) -> None:
        """Until it is said or stopped."""
        ...

    def stop(self) -> None:
        """Silence; returns at once, also when nothing is said any more."""
        ...


class Engine(Protocol):
    def begin(self, sentence: str, rate: float) -> Utterance:
        """Start to say one sentence; `rate` 1.0 is normal, less is slower."""
        ...


class _Process:
    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def wait(self) -> None:
        self._process.wait()

    def stop(self) -> None:
        self._process.kill()


class EspeakEngine:
    """One espeak-ng process a sentence: 20 to 40 ms to start, and killing it is silence."""

    def __init__(self, program: str) -> None:
        self._program = program

    def begin(self, sentence: str, rate: float) -> Utterance:
        speed = str(round(WORDS_PER_MINUTE * rate))
        command = [self._program, "-v", VOICE, "-s", speed, "--stdin"]
        null = subprocess.DEVNULL
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=null, stderr=null)
        assert process.stdin is not None
        # By stdin: the arguments of a process can be read by everybody on the machine.
        with suppress(OSError):  # a machine without sound ends the program before it reads
            process.stdin.write(sentence.encode())
            process.stdin.close()
        return _Process(process)


class _Nothing:
    def wait(self) -> None:
        return

    def stop(self) -> None:
        return


class SilentEngine:
    """Says nothing, at once."""

    def begin(self, sentence: str, rate: float) -> Utterance:
        return _Nothing()


def find_engine() -> Engine:
    """The best voice of this machine."""
    program = shutil.which("espeak-ng")
    return EspeakEngine(program) if program is not None else SilentEngine()
