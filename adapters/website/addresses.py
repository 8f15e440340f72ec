"""One page, one address: the normal form that the crawler compares and that people are shown.

The normal form has a lower-case scheme and host (in ASCII), no default port, no user name, no
fragment, no `.` and `..`, percent-encoding only where it is needed and in upper case, and neither
tracking parameters nor session ids.  The other parts of a query keep their order: a server may
care about it, and duplicates are caught by `rel=canonical` and by their text.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from core.domain import Address

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|_ga|_gl|igshid|yclid|phpsessid|jsessionid)=",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[\t\r\n]+")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/:@!$&'*+,;=~%"
_QUERY_SAFE = "/:@!$&'()*+,;=~?%[]|"
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*(?:%[\w.-]+)?", re.IGNORECASE)
_MAX_LENGTH = 2000
"""Characters; longer addresses come from broken relative links that grow at each step."""


def normalise(address: str, base: Address = "") -> Address:
    """Write an address in its normal form.

    Args:
        address: As a page or a setting gives it; may be relative when there is a base.
        base: What it is resolved against.

    Returns:
        The normal form, or empty when it is no web address that can be read.
    """
    try:
        parts = urlsplit(urljoin(base, _WHITE_SPACE.sub("", address.strip())))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        return ""
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _encode(_without_dots(_SESSION_IN_PATH.sub("", parts.path)), _PATH_SAFE) or "/"
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    normal = urlunsplit((scheme, netloc, path, _encode("&".join(kept), _QUERY_SAFE), ""))
    return normal if len(normal) <= _MAX_LENGTH else ""


def host_of(address: Address) -> str:
    """Return the host of a normal address, with its port where it is not the default one."""
    return urlsplit(address).netloc


def path_of(address: Address) -> str:
    """Return the path and query of a normal address, for patterns; readable, not encoded."""
    parts = urlsplit(address)
    return unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else "")


def _without_dots(path: str) -> str:
    """Resolve `.` and `..`.  Source: RFC 3986, section 5.2.4."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _encode(text: str, safe: str) -> str:
    """Bring percent-encoding to its normal form.  Source: RFC 3986, section 6.2.2."""

    def normal(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return quote(_PERCENT.sub(normal, text), safe=safe)
