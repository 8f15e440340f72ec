"""Bytes become text, although servers lie about their charset.

UTF-8 proves itself: text in another charset hardly ever decodes as UTF-8 by accident.  So the
bytes are believed first, then the server, then the page's own `<meta charset>`, then statistics.
Parsers of web pages, Markdown and plain text all decode here.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.\-]+)")
_META_BYTES = 4096
# Source: https://encoding.spec.whatwg.org/#names-and-labels; browsers read these labels as
# the larger charset, and so pages are written.
_WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
}
_FALLBACK = "cp1252"
_GUESSED_BYTES = 20_000
_MAX_BROKEN_SHARE = 0.02
"""Of the bytes beyond ASCII: text with fewer broken ones is damaged UTF-8."""
_UNCERTAIN = {"cp1252", "cp1254"}
"""Charsets that decode nearly everything, so that success proves nothing."""


def decode(data: bytes, declared: str = "") -> str:
    """Decode a text file, perhaps HTML.

    Args:
        data: The whole file.
        declared: The charset as the server tells it, or empty; it may be wrong or unknown.

    Returns:
        The text; what cannot be decoded became U+FFFD.  Never raises.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(charset, errors="replace")
    declared, meta = _known(declared), _known(_meta_charset(data))
    if b"\0" in data[:100]:
        return data.decode(_utf16(data), errors="replace")
    if "2022" in declared + meta:
        return data.decode(declared or meta, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared, meta)


def _decode_other(data: bytes, declared: str, meta: str) -> str:
    """Decode what is not whole UTF-8."""
    if _is_damaged_utf8(data):
        return data.decode("utf-8", errors="replace")
    candidates = [meta, declared] if declared in _UNCERTAIN else [declared, meta]
    for charset in candidates:
        if charset in ("", "utf-8"):
            continue
        try:
            return data.decode(charset)
        except UnicodeError:
            continue
    return data.decode(_guess(data), errors="replace")


def _is_damaged_utf8(data: bytes) -> bool:
    high_bytes = sum(1 for byte in data if byte > 127)  # noqa: PLR2004 - the end of ASCII
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    return broken <= high_bytes * _MAX_BROKEN_SHARE


def _guess(data: bytes) -> str:
    best = from_bytes(data[:_GUESSED_BYTES]).best()
    guess = _known(best.encoding) if best is not None else ""
    # Short Western texts are taken for exotic charsets; the web's own default is the safer bet.
    is_plausible = guess and not guess.startswith(("cp", "mac", "iso8859", "hp", "ptcp", "utf"))
    try:
        data.decode(_FALLBACK)
    except UnicodeDecodeError:
        return guess or _FALLBACK
    return guess if is_plausible and len(data) > _META_BYTES else _FALLBACK


def _meta_charset(data: bytes) -> str:
    start = data[:_META_BYTES]
    match = _META_CHARSET.search(start) or _XML_ENCODING.search(start)
    return match[1].decode("ascii") if match else ""


def _known(charset: str) -> str:
    """Return Python's name of a charset, or empty when it has none."""
    label = charset.strip("\"' ").lower()
    label = _WIDER.get(label, label)
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""
    return name if name not in _NO_CHARSETS else ""


_NO_CHARSETS = {
    "base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode", "undefined",
    "unicode-escape", "raw-unicode-escape",
}  # fmt: skip
"""Python's codecs that turn no bytes into text, or no web page's bytes."""


def _utf16(data: bytes) -> str:
    """Tell the byte order of UTF-16 without a mark: where the zeros of its ASCII part stand."""
    start = data[:100]
    return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
