"""The inside of the emulated printer: works off commands, uses up paper, knows how it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import segno
from PIL import Image

from drivers.emulators.escpos_paper import BLADE_ROWS, Piece, draw_text
from drivers.emulators.escpos_parser import Command

DEFAULT_PITCH = 30
LINE_ROWS = 36  # what `paper_out_after` counts as one line


@dataclass(slots=True)
class Style:
    """What ESC @ resets."""

    align: int = 0
    bold: bool = False
    wide: int = 1
    high: int = 1
    pitch: int = DEFAULT_PITCH
    qr_module: int = 3
    qr_error: str = "l"
    qr_text: str = ""


@dataclass(slots=True)
class Machine:
    """Paper path, sensors and the state commands work on. `cut(piece)` receives every piece that is cut off."""

    width_dots: int
    report: Callable[[int, str], None]
    cut: Callable[[Piece], None]
    paper: Literal["ok", "low", "out"] = "ok"
    cover_open: bool = False
    cutter_jammed: bool = False
    hot: bool = False
    rows_left: int | None = None
    style: Style = field(default_factory=Style)
    line: list[tuple[str, int]] = field(default_factory=list)
    piece: Piece = field(default_factory=Piece)

    @property
    def works(self) -> bool:
        """Is it on line?"""
        return not (self.paper == "out" or self.cover_open or self.cutter_jammed or self.hot)

    def status_byte(self, n: int) -> int:
        """The answer to DLE EOT n."""
        out, low = self.paper == "out", self.paper != "ok"
        error = self.cutter_jammed or self.hot
        return 0x12 | {
            1: 0 if self.works else 0x08,
            2: 0x04 * self.cover_open | 0x20 * out | 0x40 * error,
            3: 0x08 * self.cutter_jammed | 0x40 * self.hot,
            4: 0x0C * low | 0x60 * out,
        }.get(n, 0)

    def asb(self) -> bytes:
        """The four bytes of automatic status back."""
        first = 0x10 | (0 if self.works else 0x08) | 0x20 * self.cover_open
        second = 0x08 * self.cutter_jammed | 0x40 * self.hot
        third = 0x03 * (self.paper != "ok") | 0x0C * (self.paper == "out")
        return bytes([first, second, third, 0])

    def paper_sensor(self) -> int:
        """The answer to GS r 1."""
        return 0x03 * (self.paper != "ok") | 0x0C * (self.paper == "out")

    def reset(self) -> None:
        """Power on, or the buffers dropped: paper that is already printed stays where it is."""
        self.style = Style()
        self.line = []

    def execute(self, command: Command) -> int:
        """Work off one command; returns the rows of paper it moved."""
        before = self.piece.rows
        handler = HANDLERS.get(command.name)
        if handler is None:
            self.report(command.offset, f"{command.name} is not a printing command")
            return 0
        handler(self, command)
        return max(0, self.piece.rows - before)

    def feed(self, rows: int, strip: Image.Image | None = None, left: int = 0) -> None:
        """Move the paper, printing `strip` on the way; the paper may end."""
        self.piece.add(strip or Image.new("1", (1, 1), 1), left, rows)
        if self.rows_left is not None:
            self.rows_left -= rows
            if self.rows_left <= 0:
                self.paper, self.rows_left = "out", None

    def print_line(self) -> None:
        """Print the line buffer (perhaps empty) and move on by a line."""
        height = max((24 * self.style.high for _ in self.line), default=0)
        strip = Image.new("1", (max(1, sum(wide for _, wide in self.line)), max(1, height)), 1)
        x = 0
        for char, wide in self.line:
            strip.paste(draw_text(char, wide, height, bold=self.style.bold), (x, 0))
            x += wide
        self.piece.lines.append("".join(char for char, _ in self.line))
        self.line = []
        self.feed(max(self.style.pitch, height), strip, self._left(strip.width))

    def _left(self, wide: int) -> int:
        room = max(0, self.width_dots - wide)
        return (0, room // 2, room)[self.style.align]

    def add_text(self, command: Command) -> None:
        wide = (12 if command.size == 1 else 24) * self.style.wide
        if sum(w for _, w in self.line) + wide > self.width_dots:
            self.report(command.offset, f"line wider than the paper ({self.width_dots} dots)")
            self.print_line()
        self.line.append((command.data.decode("gb18030"), wide))

    def set_style(self, command: Command) -> None:
        value, style = command.data[0], self.style
        match command.name:
            case "ESC a" if value % 48 <= 2:
                style.align = value % 48
            case "ESC E" if value in (0, 1):
                style.bold = bool(value)
            case "ESC 3":
                style.pitch = value
            case "GS !" if value in (0x00, 0x01, 0x10, 0x11):
                style.wide, style.high = (value >> 4) + 1, (value & 15) + 1
            case _:
                self.report(command.offset, f"{command.name} {value} is not supported")

    def feed_command(self, command: Command) -> None:
        if self.line:
            self.print_line()
        self.feed(command.data[0] * (self.style.pitch if command.name == "ESC d" else 1))

    def raster(self, command: Command) -> None:
        across, rows = command.data[2] + 256 * command.data[3], command.data[4] + 256 * command.data[5]
        if self.line:
            self.report(command.offset, "GS v 0 with characters in the line buffer")
            self.print_line()
        if across * 8 > self.width_dots:
            self.report(command.offset, f"image of {across * 8} dots is wider than the paper ({self.width_dots})")
        bits = bytes(byte ^ 0xFF for byte in command.data[6:])
        self.piece.images += 1
        self.feed(rows, Image.frombytes("1", (across * 8, rows), bits), self._left(across * 8))

    def qr(self, command: Command) -> None:
        function, values = command.data[3:5], command.data[5:]
        match function, self.style:
            case b"1A", _ if values[:1] in (b"1", b"2"):
                return
            case b"1C", style if 1 <= values[0] <= 16:
                style.qr_module = values[0]
            case b"1E", style if values[0] in range(48, 52):
                style.qr_error = "lmqh"[values[0] - 48]
            case b"1P", style if values[:1] == b"0":
                style.qr_text = values[1:].decode("ascii", "replace")
            case b"1Q", style if style.qr_text:
                self._print_qr(style)
            case _:
                self.report(command.offset, f"GS ( k {function!r} with {values[:1]!r} has no meaning here")

    def _print_qr(self, style: Style) -> None:
        code = segno.make(style.qr_text, error=style.qr_error, micro=False, boost_error=False)
        rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix]
        small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
        side = len(rows) * style.qr_module
        symbol = small.resize((side, side), Image.Resampling.NEAREST).convert("1")
        self.piece.codes.append(style.qr_text)
        self.feed(symbol.height, symbol, self._left(symbol.width))

    def cut_piece(self, command: Command) -> None:
        if command.data[0] in (65, 66):
            self.feed(command.data[1] + BLADE_ROWS)
        if self.line:
            self.report(command.offset, "cut with characters in the line buffer")
        if self.piece.last_ink > self.piece.rows - BLADE_ROWS:
            self.report(command.offset, "cut through the print: feed 12 mm first")
        piece, self.piece = self.piece, Piece()
        self.cut(piece)


HANDLERS: dict[str, Callable[[Machine, Command], None]] = {
    "text": Machine.add_text,
    "LF": lambda machine, _: machine.print_line(),
    "ESC @": lambda machine, _: machine.reset(),
    "ESC 2": lambda machine, _: setattr(machine.style, "pitch", DEFAULT_PITCH),
    "ESC 3": Machine.set_style,
    "ESC a": Machine.set_style,
    "ESC E": Machine.set_style,
    "ESC J": Machine.feed_command,
    "ESC d": Machine.feed_command,
    "GS !": Machine.set_style,
    "GS v": Machine.raster,
    "GS (": Machine.qr,
    "GS V": Machine.cut_piece,
    "FS &": lambda machine, _: None,
    "FS .": lambda machine, _: None,
}
