"""JSON out of a feed's bytes, or what came in its place.  The parsers of feeds use it."""

from __future__ import annotations

import json
from typing import Any

from core.errors import SourceError

_SHOWN_BYTES = 60


def load_json(data: bytes) -> Any:
    """Read a whole JSON text.

    Args:
        data: UTF-8 (with or without a byte-order mark), UTF-16 or UTF-32.

    Raises:
        SourceError: It is none; says what it is instead.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"The feed is no JSON: {_instead(data, error)}.") from error


def beginning(data: bytes) -> str:
    """The first characters of something, to be told of."""
    return repr(data[:_SHOWN_BYTES].decode("utf-8", "replace").strip())


def looks_like_html(data: bytes) -> bool:
    """Whether this is a page for people: the service is down, or somebody has to sign in."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _instead(data: bytes, error: Exception) -> str:
    if not data.strip():
        return "it is empty"
    if looks_like_html(data):
        return f"it is a web page, which begins with {beginning(data)}"
    match error:
        case UnicodeDecodeError():
            told = f"it is not in {error.encoding.upper()}, from byte {error.start} on"
        case RecursionError():
            told = "it is nested too deeply"
        case json.JSONDecodeError() if _is_cut_short(error):
            told = f"it is cut short after {len(data)} bytes"
        case _:
            told = f"{error}; it begins with {beginning(data)}"
    return told


def _is_cut_short(error: json.JSONDecodeError) -> bool:
    return error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string")
