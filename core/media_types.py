"""Which kind of file is this?  Servers and file names lie; the first bytes seldom do.

The adapters that read websites and folders both ask here, so that a file is understood in the
same way wherever it came from.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from core.domain import Address

HTML = "text/html"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
PLAIN_TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNKNOWN = "application/octet-stream"

SNIFFED_BYTES = 4096
"""As much of a file's beginning as `media_type_of` looks at."""

_BY_SUFFIX = {
    ".htm": HTML,
    ".html": HTML,
    ".xhtml": HTML,
    ".asp": HTML,
    ".aspx": HTML,
    ".jsp": HTML,
    ".php": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".pdf": PDF,
    ".docx": DOCX,
    ".rst": PLAIN_TEXT,
    ".text": PLAIN_TEXT,
    ".txt": PLAIN_TEXT,
}
_SYNONYMS = {
    "application/xhtml+xml": HTML,
    "application/x-pdf": PDF,
    "text/x-markdown": MARKDOWN,
    "text/x-rst": PLAIN_TEXT,
}
# Types that say "some file" or "some text": the name of the file knows more.
_VAGUE = {
    "",
    UNKNOWN,
    PLAIN_TEXT,
    "application/download",
    "application/force-download",
    "application/x-download",
    "application/zip",
    "binary/octet-stream",
}
_OLE = b"\xd0\xcf\x11\xe0"
_MAGIC = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (_OLE, "application/msword"),
)
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def media_type_of(start: bytes, *, declared: str, address: Address) -> str:
    """Tell the media type of a file.

    Args:
        start: The first `SNIFFED_BYTES` bytes, or the whole file when it is shorter.
        declared: The `Content-Type` that a server sent, with or without parameters, or empty.
        address: Where the file came from; its suffix counts where the declaration is vague.

    Returns:
        A media type in lower case, without parameters; `UNKNOWN` when nothing fits.
    """
    named = media_type_of_name(address)
    declared = declared.partition(";")[0].strip().lower()
    declared = _SYNONYMS.get(declared, declared)
    if sniffed := _sniff(start, declared, named):
        return sniffed
    if declared not in _VAGUE:
        return declared
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UNKNOWN
    return named or PLAIN_TEXT


def is_vague(declared: str) -> bool:
    """Whether a declared type says no more than "some file" or "some text"."""
    return declared.partition(";")[0].strip().lower() in _VAGUE


def media_type_of_name(address: Address) -> str:
    """Tell the media type that a file name or an address promises, or empty."""
    return _BY_SUFFIX.get(PurePosixPath(urlsplit(address).path).suffix.lower(), "")


def _sniff(start: bytes, declared: str, named: str) -> str:
    """Return what the first bytes say, or empty when they leave it open."""
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK\x03\x04"):
        is_docx = DOCX in (declared, named) or b"word/" in start
        return DOCX if is_docx else "application/zip"
    if start.startswith(_OLE) and DOCX in (declared, named):
        # An encrypted Word document is wrapped in the container of the old formats.
        return DOCX
    for magic, media_type in _MAGIC:
        if start.startswith(magic):
            return media_type
    if _HTML_START.match(start) and declared in _VAGUE:
        return HTML
    return ""
