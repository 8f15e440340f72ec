"""Addresses of feeds: which file one means, and how one is written down without its secrets."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from core.errors import SettingsError

_FILE = "file:"
_HERE = {"", "localhost"}
_SECRET_NAME = re.compile(
    r"(?:^|[^a-z])(?:pass|pwd|sig|signature|auth|authorization|code|credential|session|sid"
    r"|pw|pin|hash|jwt|hmac)(?:$|[^a-z])"
    r"|(?:key|token|secret|password|passwd)$",
    re.IGNORECASE,
)
"""Names in a query whose value is nobody's business."""
_SECRET_VALUE = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_.~+/=-]{24,}")
"""A value that looks as if nobody could guess it."""
_HIDDEN = "hidden"


def is_file(address: str) -> bool:
    """Whether an address names a file on this machine."""
    return address[: len(_FILE)].lower() == _FILE


def file_of(address: str) -> Path:
    """The file that a `file:` address names, as an absolute path.

    `file:///srv/waits.json`, `file://localhost/srv/waits.json`, `file:waits.json` (in the folder
    that the command runs in) and `file:~/waits.json` all do; `%20` is a space.

    Raises:
        SettingsError: It names a file of another machine, or none.
    """
    rest = address[len(_FILE) :]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        if host.lower() not in _HERE:
            raise SettingsError(
                f"The feed '{address}' names a file of the machine '{host}', which cannot be read. "
                "Write file:///folder/file, or file:file for one in this folder."
            )
        rest = slash + path
    if not rest.strip("/"):
        raise SettingsError(f"The feed '{address}' names no file. Write file:///folder/file.")
    try:
        return Path(unquote(rest)).expanduser().absolute()
    except RuntimeError as error:
        raise SettingsError(f"The feed '{address}' is in the folder of nobody known.") from error


def web_address(address: str) -> SplitResult:
    """An address on the web, taken apart.

    Raises:
        SettingsError: It is none.  The message does not repeat it: it may hold a password.
    """
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        is_usable = False
    if not is_usable:
        raise SettingsError(
            "The address of the feed of wait times is none that can be asked for. It must be like "
            "https://www.example.org/waits.json or file:///folder/waits.json."
        )
    return parts


def public_name(address: str) -> str:
    """An address without user, password, fragment, and what looks secret in its path and query.

    A secret that is renewed leaves the name as it is.

    Raises:
        SettingsError: It is no address of a feed.
    """
    if is_file(address):
        return file_of(address).as_uri()
    parts = web_address(address)
    host = parts.netloc.rpartition("@")[2].lower()
    path = "/".join(map(_shown, parts.path.split("/")))
    query = urlencode(
        [
            (_shown(name), _HIDDEN if _SECRET_NAME.search(name) else _shown(value))
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ],
        quote_via=quote,
    )
    return parts._replace(netloc=host, path=path, query=query, fragment="").geturl()


def _shown(text: str) -> str:
    return _HIDDEN if _SECRET_VALUE.fullmatch(text) else text
