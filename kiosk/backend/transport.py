"""HTTP to the backend: one request, one of three ends. No business rule, no retry; the outbox decides when again."""

import time
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import ReadTimeoutError

from kiosk.backend import wire
from kiosk.backend.answer import Answer, base_address
from kiosk.domain.outcomes import Away, Refused
from kiosk.domain.secret import Secret

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
MOST_BYTES = 1 << 20  # the contract's largest answer, a portrait
KEPT_CONNECTIONS = 16  # more at once than a terminal has threads that ask
MOST_RETRY_AFTER = 3600.0  # a far side that asks for more is not obeyed: something may be waiting to be sent


class TerminalAuth(AuthBase):
    """The terminal's own proof. An auth object, because for a plain header requests would prefer a .netrc."""

    def __init__(self, terminal_id: str, token: Secret[str]) -> None:
        self._terminal_id = terminal_id
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        request.headers["X-Terminal-Id"] = self._terminal_id
        return request


class Transport:
    """One requests.Session. Nothing of it changes after construction (cookies are refused, so no resident's session
    can leak into the next), and so several threads may call it.

    `verify` is True or the path of a CA bundle. Environment proxies are not read: `proxy` is a setting like others.
    Raises ValueError for a base address that is not http(s)."""

    def __init__(
        self,
        base_url: str,
        auth: AuthBase,
        *,
        timeouts: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
        verify: bool | str = True,
        proxy: str = "",
    ) -> None:
        self._base = base_address(base_url)
        self._timeouts = timeouts
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = auth
        self._session.verify = verify
        self._session.proxies = {"http": proxy, "https": proxy} if proxy else {}
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=KEPT_CONNECTIONS))
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    @property
    def session(self) -> requests.Session:
        """For hooks: a recorder of the contract tests, a site's own certificate."""
        return self._session

    def close(self) -> None:
        """Ends kept connections."""
        self._session.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: wire.Json | None = None,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer | Refused | Away:
        """One exchange. Never raises for anything the network or the far side does."""
        try:
            response = self._session.request(
                method, self._base + path, json=body, params=query, headers=headers,
                timeout=self._timeouts, allow_redirects=False, stream=True,
            )  # fmt: skip
            with response:
                return _judge(response, self._read(response))
        except requests.exceptions.SSLError:
            return Away("tls")
        except requests.Timeout:
            return Away("timeout")
        except requests.ConnectionError as error:
            return Away("timeout" if _timed_out(error) else "network")
        except requests.RequestException:
            return Away("network")
        except wire.Foreign:
            return Away("server")

    def _read(self, response: requests.Response) -> bytes:
        """The whole body within its limits; requests' own deadline is only between two arrivals of bytes."""
        end = time.monotonic() + 2 * self._timeouts[1]
        parts, size = [], 0
        for part in response.iter_content(1 << 16):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise wire.Foreign("size")
            if time.monotonic() > end:
                raise requests.Timeout
        return b"".join(parts)


def _timed_out(error: requests.ConnectionError) -> bool:
    """A body that stops coming is reported as a connection error with the timeout inside."""
    inner: Any = error.args[0] if error.args else None
    return isinstance(inner, ReadTimeoutError)


def _judge(response: requests.Response, body: bytes) -> Answer | Refused | Away:
    status = response.status_code
    pause = retry_after(response.headers.get("Retry-After", ""))
    if status == 429:
        return Away("throttled", pause)
    if status in (200, 201, 304):
        return Answer(status, response.headers.get("Content-Type", "").partition(";")[0].strip(), body)
    if 400 <= status < 500 and status != 401:
        return wire.refused(wire.parse(body), pause)
    return Away("server", pause)


def retry_after(text: str) -> float | None:
    """Seconds; the form with a date is not used by this contract and counts as absent."""
    if not (text.isascii() and text.isdigit()):
        return None
    return min(float(text), MOST_RETRY_AFTER)
