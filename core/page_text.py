"""How text is written inside a block: white space, links, e-mail addresses, telephone numbers.

Every parser writes through this module, so that chunking, answering and grounding meet one
convention (see `core.domain.Block.text`) whatever the kind of file.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from core.domain import Address

_WHITE_SPACE = re.compile(r"\s+")
# Soft hyphens, zero-width characters and direction marks: they break words, numbers and searches.
# And what begins a command to a terminal, which must not come from a page.
_INVISIBLE = re.compile(
    "[\x00\x07\x08\x1b\x9b\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_IN_ADDRESS = "!#$%&'*+,/:;=?@[]~"
_MIN_PHONE_DIGITS = 3
_LEADING_DIGITS_OPTIONAL = 3
"""A country code and a trunk zero: `+47 73 00 00 00` and `73 00 00 00` are one number."""


def clean(text: str) -> str:
    """Collapse white space of every kind into single spaces; drop invisible characters."""
    return _WHITE_SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def linked(text: str, href: str, base: Address) -> str:
    """Write a link: `[text](absolute address)`, or what reads better in its place.

    An e-mail address or telephone number is written out, unless the text shows it already.  A
    link within the page, a script or an address that cannot be understood leaves the text alone.

    Args:
        text: What the link shows, clean; may be empty.
        href: The link's target as the page gives it.
        base: What a relative target is resolved against.
    """
    href = _INVISIBLE.sub("", href).strip()
    scheme, separator, rest = href.partition(":")
    scheme = scheme.lower() if separator else ""
    if scheme == "mailto":
        return _with_mail(text, rest)
    if scheme in ("tel", "callto", "sms"):
        return _with_phone(text, rest)
    target = "" if href.startswith("#") else absolute(href, base)
    if not text or not target or is_linked(text):
        return text
    if target.partition("#")[0] == base.partition("#")[0]:
        return text
    if text in (target, href):
        return target
    return f"[{text.replace('[', '(').replace(']', ')')}]({target})"


def is_linked(text: str) -> bool:
    """Whether a link is written in the text already: links are never nested."""
    return "](" in text


def absolute(href: str, base: Address) -> Address:
    """Resolve a link target; empty when it is no web address.

    The result holds no white space and no round brackets, which would end a Markdown link.
    """
    try:
        target = urljoin(base, _WHITE_SPACE.sub("%20", href.strip()))
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    if not parts.netloc.isascii():
        target = target.replace(parts.netloc, _ascii_host(parts.netloc), 1)
    return quote(target, safe=_IN_ADDRESS)


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def title_from_address(address: Address) -> str:
    """Make a title of an address's last part: `/leave_request-2026.pdf`: `Leave request 2026`."""
    parts = urlsplit(address)
    name = PurePosixPath(unquote(parts.path)).name
    stem = PurePosixPath(name).stem if name else ""
    words = clean(re.sub(r"[-_+.\s]+", " ", stem))
    if not words:
        return parts.netloc or address
    return words[0].upper() + words[1:]


def _with_mail(text: str, target: str) -> str:
    recipients = clean(unquote(target.partition("?")[0])).replace(",", ", ")
    if not recipients or recipients.lower() in text.lower():
        return text
    return f"{text} ({recipients})" if text else recipients


def _with_phone(text: str, target: str) -> str:
    number = clean(unquote(target.partition("?")[0].partition(";")[0]))
    digits = _digits(number)
    if not text or len(digits) < _MIN_PHONE_DIGITS:
        return text or number
    shown = _digits(text)
    is_shown = shown and (
        digits in shown
        or (
            digits.endswith(shown.lstrip("0"))
            and len(digits) - len(shown) <= _LEADING_DIGITS_OPTIONAL
        )
    )
    return text if is_shown else f"{text} ({number})"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
