"""What the driver adds to reading a card: its time minus that of the same frames sent bare over the same line, which is
line time and the reader's own latency. Emulated reader on a pseudo-terminal, paced at 115200 baud."""

import time
from functools import reduce
from operator import xor
from typing import Any, cast

import serial

from drivers import registry
from drivers.api.idcard import CardRead, IdCardReader
from tests.bench.figures import spread
from tests.bench.world import World, world

ROUNDS = 12
PREAMBLE = bytes.fromhex("AAAAAA9669")
LOOK_S = 0.3
CARD = "li_sample"


def measure() -> dict[str, Any]:
    """In ms; `overhead_percent` of the medians."""
    with world() as around:
        driven, commands = with_driver(around)
        bare = without_driver(around, commands)
    whole, line = spread(driven), spread(bare)
    overhead = 100 * (whole["p50"] - line["p50"]) / line["p50"]
    return {"read_ms": whole, "bare_frames_ms": line, "overhead_percent": round(overhead, 2), "frames": commands}


def with_driver(around: World) -> tuple[list[float], list[str]]:
    """Times of whole reads, and the commands one read sends."""
    reader = cast(IdCardReader, registry.create("sam_v", around.address("idcard")))
    reader.open()
    times: list[float] = []
    commands: list[str] = []
    for _ in range(ROUNDS):
        put_card(around)
        while not reader.find():
            time.sleep(LOOK_S)
        before = around.state("idcard")["commands"]
        began = time.perf_counter()
        outcome = reader.read()
        times.append(1000 * (time.perf_counter() - began))
        assert isinstance(outcome, CardRead), outcome
        commands = new_commands(before, around.state("idcard")["commands"])
    reader.close()
    return times, commands


def new_commands(before: list[str], after: list[str]) -> list[str]:
    """What was added to a log that keeps its last lines only."""
    overlap = next(n for n in range(len(before), -1, -1) if before[len(before) - n :] == after[:n])
    return after[overlap:]


def without_driver(around: World, commands: list[str]) -> list[float]:
    """The same frames, nothing checked, nothing decoded."""
    times: list[float] = []
    with serial.Serial(around.address("idcard"), 115200, timeout=5) as line:
        for _ in range(ROUNDS):
            put_card(around)
            while exchange(line, "2001")[9] != 0x9F:
                time.sleep(LOOK_S)
            began = time.perf_counter()
            for command in commands:
                exchange(line, command)
            times.append(1000 * (time.perf_counter() - began))
    return times


def exchange(line: serial.Serial, command: str) -> bytes:
    """One command and its whole reply."""
    body = bytes.fromhex("0003" + command)
    line.write(PREAMBLE + body + bytes([reduce(xor, body)]))
    head = line.read(7)
    return head + line.read(int.from_bytes(head[5:7], "big"))


def put_card(around: World) -> None:
    around.do("idcard", do="lift")
    around.do("idcard", do="place", card=CARD)
    time.sleep(LOOK_S)
