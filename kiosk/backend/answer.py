"""What a good exchange brings, apart from the HTTP library: that one is loaded by the thread that first asks, not by
the terminal's start."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """2xx or 304. `body` may hold personal data, so it does not print."""

    status: int
    content_type: str
    body: bytes = field(repr=False)


def base_address(url: str) -> str:
    """The backend's address without a trailing slash. Raises ValueError for one that is not http(s)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("the backend's address must be http(s)://host")
    return url.rstrip("/")
