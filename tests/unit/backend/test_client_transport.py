"""What the wire can do to a terminal: every end of a request is a value, and nothing of a person leaks on the way."""

import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.client import BackendClient
from kiosk.backend.records import CardProof, FaceProof, NoPortrait, SessionOpened
from kiosk.backend.transport import MOST_BYTES, Transport, retry_after
from kiosk.domain.outcomes import Away, Refused
from kiosk.domain.secret import Secret

KEY = "00000000-0000-4000-8000-000000000001"
ERROR = '{"code":"case.already_done","message":"办过了","spoken":"您办过了","next_action":"finish"}'.encode()
Script = Callable[[socket.socket], None]


class Far:
    """A far side that reads one request per connection and then does what the test says, byte by byte."""

    def __init__(self) -> None:
        self.script: Script = lambda connection: None
        self.requests: list[bytes] = []
        self.let_go = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                if not self._read(connection):
                    return
                self.script(connection)

    def _read(self, connection: socket.socket) -> bool:
        """One whole request; False for a connection without one, which ends the thread."""
        got = b""
        while b"\r\n\r\n" not in got:
            part = connection.recv(65536)
            if not part:
                return False
            got += part
            if got.startswith(b"\x16"):  # a TLS hello, and no TLS here
                return True
        head, _, body = got.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += connection.recv(65536)
        self.requests.append(head + b"\r\n\r\n" + body)
        return True

    def answers(self, status: str, body: bytes = b"", *headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
        whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        self.script = lambda connection: connection.sendall(whole)

    def close(self) -> None:
        self.let_go.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join(5)
        self._listener.close()


@pytest.fixture
def far() -> Iterator[Far]:
    side = Far()
    yield side
    side.close()


@pytest.fixture
def client(far: Far) -> Iterator[BackendClient]:
    side = BackendClient(f"http://127.0.0.1:{far.port}/", "T1", "terminal-token", timeouts=(2.0, 0.2))
    yield side
    side.close()


@pytest.mark.parametrize(
    ("status", "body", "headers", "outcome"),
    [
        ("409 Conflict", ERROR, [], Refused("case.already_done", "办过了", "您办过了", "finish")),
        (
            "423 Locked",
            ERROR,
            ["Retry-After: 600"],
            Refused("case.already_done", "办过了", "您办过了", "finish", 600.0),
        ),
        ("422 X", ERROR.replace(b"finish", b"dance"), [], Refused("case.already_done", "办过了", "您办过了", "staff")),
        ("401 Unauthorized", ERROR, [], Away("server")),
        ("404 Not Found", b"<html>no such page</html>", [], Away("server")),
        ("403 Forbidden", b'{"code":"x"}', [], Away("server")),
        ("400 Bad Request", b'{"code":"","message":"x","spoken":"x","next_action":"wait"}', [], Away("server")),
        ("429 Too Many Requests", b"", ["Retry-After: 30"], Away("throttled", 30.0)),
        ("429 Too Many Requests", ERROR, [], Away("throttled")),
        ("503 Unavailable", ERROR, ["Retry-After: 5"], Away("server", 5.0)),
        ("500 Broken", b"", [], Away("server")),
        ("302 Found", b"", ["Location: http://127.0.0.1:1/login"], Away("server")),
        ("407 Proxy Authentication Required", b"", [], Away("server")),
        ("204 No Content", b"", [], Away("server")),
        ("200 OK", b"<html>welcome to the wireless network</html>", [], Away("server")),
        ("200 OK", b"[]", [], Away("server")),
        ("200 OK", b"[" * 100_000, [], Away("server")),
        ("200 OK", b"\xff\xfe", [], Away("server")),
        ("200 OK", b'{"submission_id":"another"}', [], Away("server")),
        ("200 OK", b"not gzip", ["Content-Encoding: gzip"], Away("network")),
        ("200 OK", b" " * (MOST_BYTES + 1), [], Away("server")),
    ],
)
def test_only_a_decision_in_the_contracts_shape_is_a_decision(
    far: Far, client: BackendClient, status: str, body: bytes, headers: list[str], outcome: Refused | Away
) -> None:
    far.answers(status, body, *headers)
    assert client.send("case", KEY, {"fields": {}}) == outcome


def test_an_answer_cut_off_in_the_middle_is_away(far: Far, client: BackendClient) -> None:
    far.script = lambda connection: connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{")
    assert client.send("case", KEY, {}) == Away("network")


def test_a_connection_closed_without_a_word_is_away(far: Far, client: BackendClient) -> None:
    assert client.health() == Away("network")


def test_garbage_instead_of_http_is_away(far: Far, client: BackendClient) -> None:
    far.script = lambda connection: connection.sendall(b"\x00\x01\x02 220 mail ready\r\n\r\n")
    assert client.health() == Away("network")


def test_silence_is_a_timeout(far: Far, client: BackendClient) -> None:
    def say_nothing(connection: socket.socket) -> None:
        far.let_go.wait(5)

    far.script = say_nothing
    assert client.health() == Away("timeout")


def test_a_body_that_stops_is_a_timeout(far: Far, client: BackendClient) -> None:
    def stop_in_the_middle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
        far.let_go.wait(5)

    far.script = stop_in_the_middle
    assert client.health() == Away("timeout")


def test_a_body_that_drips_for_ever_is_a_timeout(far: Far, client: BackendClient) -> None:
    """Each byte resets the deadline between bytes; the whole has one of its own."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while not far.let_go.wait(0.05):
                connection.sendall(b"1\r\n \r\n")
        except OSError:
            return

    far.script = drip
    assert client.health() == Away("timeout")


def test_nobody_listening_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    client = BackendClient(f"http://127.0.0.1:{port}", "T1", "x")
    assert client.health() == Away("network")
    client.close()


def test_a_far_side_without_tls_is_told_apart(far: Far) -> None:
    client = BackendClient(f"https://127.0.0.1:{far.port}", "T1", "x", timeouts=(2.0, 2.0))
    far.script = lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert client.health() == Away("tls")
    client.close()


def test_the_terminals_proof_is_sent_and_nothing_of_the_machine(
    far: Far, client: BackendClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .netrc would replace the token, an environment proxy would send everything elsewhere."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login root password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    far.answers("200 OK", b'{"status":"ok","contract":"1","time":"2026-11-21T09:00:00+08:00"}', "Set-Cookie: a=b")
    assert not isinstance(client.health(), Away | Refused)
    client.health()
    assert all(b"\r\nAuthorization: Bearer terminal-token\r\n" in request for request in far.requests)
    assert all(b"\r\nX-Terminal-Id: T1\r\n" in request for request in far.requests)
    assert not any(b"Cookie" in request for request in far.requests)


def test_a_redirect_is_never_followed(far: Far, client: BackendClient) -> None:
    far.answers("307 Temporary Redirect", b"", f"Location: http://127.0.0.1:{far.port}/elsewhere")
    assert client.send("case", KEY, {}) == Away("server")
    assert len(far.requests) == 1


def test_nothing_of_a_person_is_in_addresses_logs_or_records(
    far: Far, client: BackendClient, caplog: pytest.LogCaptureFixture
) -> None:
    proof = CardProof("resident", Secret("李样本"), Secret("990101194003150020"), date(2036, 4, 1))
    with caplog.at_level(logging.DEBUG):
        outcome = client.open_session(proof)
    assert outcome == Away("network")
    head = far.requests[0].partition(b"\r\n\r\n")[0]
    assert b"990101194003150020" in far.requests[0]
    for text in (head.decode(), caplog.text, repr(proof), repr(outcome), repr(vars(client))):
        assert "990101194003150020" not in text
        assert "李样本" not in text
    assert "terminal-token" not in caplog.text + repr(vars(client))


def test_keys_and_ids_are_sent_where_the_contract_says(far: Far, client: BackendClient) -> None:
    client.send("rating", KEY, {"level": 1})
    request = far.requests[0]
    assert request.startswith(b"POST /ratings HTTP/1.1\r\n")
    assert f"\r\nIdempotency-Key: {KEY}\r\n".encode() in request
    assert f'"submission_id": "{KEY}"'.encode() in request


@pytest.mark.parametrize("address", ["ftp://x", "backend", "http://", "https:///x", ""])
def test_an_address_that_is_none_is_said_at_once(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        BackendClient(address, "T1", "x")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("5", 5.0), ("0", 0.0), ("999999", 3600.0), ("", None), ("-1", None), ("Wed, 21 Oct", None), ("٣", None)],
)
def test_retry_after_is_seconds_or_nothing(text: str, seconds: float | None) -> None:
    assert retry_after(text) == seconds


def test_certificates_are_checked_and_a_site_may_bring_its_own_authority(tmp_path: Path) -> None:
    """With the site's authority the backend answers; without it nothing is sent."""
    authority = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    body = b'{"status":"ok","contract":"1","time":"2026-11-21T09:00:00+08:00"}'
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
    heard: list[int] = []

    def serve(listener: socket.socket) -> None:
        for _ in range(2):
            raw, _ = listener.accept()
            try:
                with context.wrap_socket(raw, server_side=True) as connection:
                    heard.append(len(connection.recv(65536)))
                    connection.sendall(answer)
            except ssl.SSLError:
                raw.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        outcomes: list[Any] = []
        for verify in (True, str(authority)):
            client = BackendClient(url, "T1", "x", verify=verify)
            outcomes.append(client.health())
            client.close()
        thread.join(5)
    assert outcomes[0] == Away("tls")
    assert outcomes[1].contract == "1"
    assert len(heard) == 1


def make_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key, in one file."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sample")])
    begin = datetime.datetime(2020, 1, 1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin.replace(year=2100))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = folder / "authority.pem"
    file.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def test_a_proxy_is_used_when_it_is_set(far: Far) -> None:
    transport = Transport("http://backend.test", lambda request: request, proxy=f"http://127.0.0.1:{far.port}")  # pyright: ignore[reportArgumentType]
    transport.ask("GET", "/health")
    assert far.requests[0].startswith(b"GET http://backend.test/health HTTP/1.1\r\n")
    transport.close()


NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SESSION = SessionOpened(KEY, Secret("session-token"), Secret("李＊本"), Secret("9•0020"), True, NOON, NOON)


@pytest.mark.parametrize(
    ("kind", "body", "good"),
    [
        ("image/jpeg", b"\xff\xd8\xff\xe0rest", True),
        ("image/jpeg; q=1", b"\xff\xd8\xff\xe0rest", True),
        ("image/jpeg", b"<html>", False),
        ("text/html", b"\xff\xd8\xff\xe0rest", False),
        ("image/jpeg", b"", False),
    ],
)
def test_a_portrait_is_a_jpeg_or_nothing(far: Far, client: BackendClient, kind: str, body: bytes, good: bool) -> None:
    far.answers("200 OK", body, f"Content-Type: {kind}")
    assert client.portrait(SESSION) == (body if good else Away("server"))


def test_no_portrait_is_told_apart_from_a_missing_session(far: Far, client: BackendClient) -> None:
    far.answers("404 Not Found", ERROR.replace(b"case.already_done", b"portrait.none"))
    assert client.portrait(SESSION) == NoPortrait()
    far.answers("404 Not Found", ERROR.replace(b"case.already_done", b"session.unknown"))
    missing = client.portrait(SESSION)
    assert isinstance(missing, Refused)
    assert missing.code == "session.unknown"


def test_the_sessions_token_goes_where_the_persons_data_is_and_nowhere_else(far: Far, client: BackendClient) -> None:
    far.answers("500 Broken")
    face = FaceProof("match", 0.3, "sample 1")
    personal = [
        client.portrait(SESSION),
        client.prove_by_face(SESSION, face),
        client.prove_by_staff(SESSION, "0012", Secret("246810")),
        client.eligibility(SESSION, "X"),
        client.prefill(SESSION, "X"),
        client.case("990101261121000001", SESSION),
    ]
    assert personal == [Away("server")] * len(personal)
    assert all(b"\r\nX-Session-Token: session-token\r\n" in request for request in far.requests)
    far.requests.clear()
    for kind in ("case", "rating", "assist"):
        client.send(kind, KEY, {})
    client.items("S", "1")
    client.case("990101261121000001")
    assert not any(b"X-Session-Token" in request for request in far.requests)
    assert not any(b"session-token" in request for request in far.requests)


def test_odd_codes_stay_inside_their_place_in_the_address(far: Far, client: BackendClient) -> None:
    far.answers("500 Broken")
    client.item("../sessions?x=1")
    client.case("../../items")
    client.items("a&v=2")
    lines = [request.split(b"\r\n")[0] for request in far.requests]
    assert lines == [
        b"GET /items/..%2Fsessions%3Fx%3D1 HTTP/1.1",
        b"GET /cases/..%2F..%2Fitems HTTP/1.1",
        b"GET /items?site=a%26v%3D2 HTTP/1.1",
    ]
