"""The network port of the emulated printer: one thread, several hosts, back-pressure when the buffer is full."""

import contextlib
import select
import socket
import threading
from collections.abc import Callable

from drivers.emulators.escpos_parser import Command, Parser


class Host:
    """One connection, with its own reading of the stream. `wants_news`: it asked for automatic status."""

    def __init__(self, connection: socket.socket, report: Callable[[int, str], None]) -> None:
        self.connection = connection
        self.parser = Parser(report)
        self.wants_news = False

    def answer(self, data: bytes) -> None:
        """Send a few status bytes; a host that has gone hears nothing."""
        with contextlib.suppress(OSError):
            self.connection.send(data)


class Port:
    """Accepts on a loopback port that stays the same through unplug and plug. `received` gets every command as it
    arrives, `work` is called whenever something happened and says when it wants to be called next; both under `lock`,
    which is notified afterwards."""

    def __init__(
        self,
        lock: threading.Condition,
        received: Callable[[Host, Command], None],
        work: Callable[[], float | None],
        report: Callable[[int, str], None],
    ) -> None:
        self.number = 0
        self.full = False
        self._lock = lock
        self._received = received
        self._work = work
        self._report = report
        self._hosts: list[Host] = []
        self._listener: socket.socket | None = None
        self._bell, self._ring = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="printer-emulator", daemon=True)
        self._stopping = False

    @property
    def plugged(self) -> bool:
        return self._listener is not None

    @property
    def hosts(self) -> int:
        return len(self._hosts)

    def start(self) -> None:
        with self._lock:
            self.plug()
        self._thread.start()

    def stop(self) -> None:
        with self._lock:
            self._stopping = True
        self.wake()
        self._thread.join()
        with self._lock:
            self.unplug()
        self._bell.close()
        self._ring.close()

    def wake(self) -> None:
        self._ring.send(b"!")

    def plug(self) -> None:
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.number))
            self._listener.setblocking(False)
            self.number = self._listener.getsockname()[1]

    def unplug(self) -> None:
        if self._listener is not None:
            # select() in the other thread would keep a merely closed socket listening until it returns
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        self.hang_up()
        self.full = False

    def hang_up(self) -> None:
        for host in self._hosts:
            host.connection.close()
        self._hosts.clear()

    def tell_all(self, news: bytes) -> None:
        for host in self._hosts:
            if host.wants_news:
                host.answer(news)

    def _run(self) -> None:
        wait: float | None = None
        while True:
            readable = self._select(wait)
            with self._lock:
                if self._stopping:
                    return
                if self._bell in readable:
                    self._bell.recv(64)
                for host in [h for h in self._hosts if h.connection in readable]:
                    self._read(host)
                if self._listener in readable:
                    self._accept()
                wait = self._work()
                self._lock.notify_all()

    def _select(self, wait: float | None) -> list[socket.socket]:
        with self._lock:
            watched = [self._bell]
            watched += [self._listener] if self._listener else []
            watched += [] if self.full else [host.connection for host in self._hosts]
        try:
            return select.select(watched, [], [], wait)[0]
        except (OSError, ValueError):
            return []  # unplugged in between: the next round looks at what is left

    def _accept(self) -> None:
        if self._listener is not None:
            with contextlib.suppress(BlockingIOError):
                connection, _ = self._listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.setblocking(False)
                self._hosts.append(Host(connection, self._report))

    def _read(self, host: Host) -> None:
        try:
            data = host.connection.recv(2048)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hung_up(host)
            return
        for command in host.parser.feed(data):
            self._received(host, command)

    def _hung_up(self, host: Host) -> None:
        if host.parser.unfinished:
            self._report(host.parser.offset, f"the line ended inside a command ({host.parser.unfinished} bytes of it)")
        host.connection.close()
        self._hosts.remove(host)
