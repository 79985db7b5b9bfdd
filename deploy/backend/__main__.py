"""`python -m deploy.backend`: serves the contract until SIGTERM, or until stdin closes with --with-parent."""

import argparse
import ipaddress
import json
import os
import secrets
import signal
import socket
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp

from deploy.backend.app import create_app
from deploy.backend.clock import REGION_TIME, clock_from, system_clock
from deploy.backend.context import Context, sha256
from deploy.backend.database import open_database
from deploy.backend.faults import FaultDoor
from deploy.backend.seed import seed

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
SAMPLE_TERMINAL = "SAMPLE-0001"


def main(argv: list[str]) -> int:
    options = parse(argv)
    if options.faults and not ipaddress.ip_address(options.host).is_loopback:
        print("--faults is for development: only with a loopback --host", file=sys.stderr)
        return 2
    try:
        tokens = read_tokens(options.terminal_token_file) if options.terminal_token_file else {}
    except (OSError, ValueError) as error:
        print(f"terminal tokens cannot be read: {error}", file=sys.stderr)
        return 2
    ready = {} if tokens else {"terminal_id": SAMPLE_TERMINAL, "token": secrets.token_urlsafe(32)}
    known = tokens or {ready["terminal_id"]: ready["token"]}
    try:
        engine, sessions = open_database(options.database)
    except SQLAlchemyError as error:  # its words may hold the address with a password
        print(f"the database cannot be opened: {type(error).__name__}", file=sys.stderr)
        return 3
    seed(sessions, options.samples / "residents.yaml")
    clock = clock_from(options.clock) if options.clock else system_clock
    hashes = {terminal: sha256(token) for terminal, token in known.items()}
    app = create_app(Context(sessions, clock, hashes, options.samples))
    serve(FaultDoor(app) if options.faults else app, options, ready)
    engine.dispose()
    return 0


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.backend", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--database", default="sqlite:///out/backend.db", help="SQLAlchemy URL (default %(default)s)")
    parser.add_argument("--terminal-token-file", type=Path, help="lines of: terminal id, space, token")
    parser.add_argument("--ready-file", type=Path, help="written when serving; without a token file it holds a token")
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="folder of residents.yaml and portraits")
    parser.add_argument("--clock", type=moment, help="begin at this time instead of now (RFC 3339)")
    parser.add_argument("--with-parent", action="store_true", help="end when stdin closes")
    parser.add_argument("--faults", action="store_true", help="open the fault door (development)")
    return parser.parse_args(argv)


def moment(text: str) -> datetime:
    """Without an offset it is the region's time."""
    value = datetime.fromisoformat(text)
    return value.astimezone(REGION_TIME) if value.tzinfo else value.replace(tzinfo=REGION_TIME)


def read_tokens(file: Path) -> dict[str, str]:
    """Terminal ids and their tokens. Raises ValueError with the number of a line that is none."""
    tokens: dict[str, str] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        parts = line.split()
        if len(parts) == 2:
            tokens[parts[0]] = parts[1]
        elif parts:
            raise ValueError(f"line {number} is not: terminal id, space, token")
    if not tokens:
        raise ValueError("no terminal in it")
    return tokens


class ReadyServer(uvicorn.Server):
    """Tells when it serves."""

    def __init__(self, config: uvicorn.Config, ready: dict[str, str], ready_file: Path | None) -> None:
        super().__init__(config)
        self._ready, self._file = json.dumps(ready), ready_file

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._file:
            write_whole(self._file, self._ready)
        else:
            print(self._ready, flush=True)


def serve(app: ASGIApp, options: argparse.Namespace, ready: dict[str, str]) -> None:
    """Until told to end. Access lines are not logged: addresses name sessions."""
    listener = socket.create_server((options.host, options.port), backlog=128)
    url = f"http://{options.host}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", timeout_keep_alive=75, timeout_graceful_shutdown=3, ws="none"
    )
    server = ReadyServer(config, {"url": url} | ready, options.ready_file)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # the server raises them again when it has ended: that is no failure
    if options.with_parent:
        threading.Thread(target=end_with, args=(sys.stdin.buffer, server), daemon=True).start()
    server.run([listener])


def end_with(stream: BinaryIO, server: uvicorn.Server) -> None:
    """Asks the server to end when the parent's end of `stream` is gone."""
    while stream.read(4096):
        pass
    server.should_exit = True


def write_whole(file: Path, text: str) -> None:
    """Readable by its owner only, and never half written."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, "utf-8")
    draft.replace(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
