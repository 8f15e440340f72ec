"""Who may speak to the web page from where: names of the host, origins, and what is configured.

Called by `adapters.web.access`.  Pure: knows requests by their headers only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from core.hosts import is_loopback

_DEFAULT_PORTS = {"http": 80, "https": 443}
_OWN_SITE = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class WebRules:
    """How the web page is reached, and by whom."""

    host: str = "127.0.0.1"
    """Where the server listens."""
    port: int = 8809
    token: str = field(default="", repr=False)
    """What people give to sign in; empty: nobody has to."""
    public_url: str = ""
    """The address that people know, where it is another than host and port."""
    max_question_characters: int = 4000
    contact: str = ""
    """Whom to ask where the page cannot help."""

    @property
    def is_local(self) -> bool:
        """Whether it can be reached from this machine only."""
        return is_loopback(self.host)

    @property
    def is_encrypted(self) -> bool:
        """Whether people's browsers speak https, to a proxy before this server."""
        return self.public_url.lower().startswith("https:")

    def knows_host(self, host: str, port: int) -> bool:
        """Whether a request means this server by its `Host`.

        A page of elsewhere whose name was made to point at this machine (DNS rebinding) gives its
        own name.  Where a token is demanded and others may reach the server, any name will do.

        Args:
            host: The header.
            port: Where the server listens really.
        """
        if self.token and not self.is_local:
            return True
        names = {"localhost", "127.0.0.1", "[::1]", _bracketed(self.host)}
        own = {(name.lower(), port) for name in names}
        if self.public_url:
            own.add(_name_and_port(self.public_url))
        return _name_and_port(f"http://{host}") in own or (
            self.is_encrypted and _name_and_port(f"https://{host}") in own
        )

    def knows_origin(self, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from the page itself, or from no page at all."""
        origin = headers.get("Origin")
        if origin is None:
            return headers.get("Sec-Fetch-Site", "none") in _OWN_SITE
        if not origin.lower().startswith(("http://", "https://")):
            return False
        asked = _name_and_port(origin)
        scheme = urlsplit(origin).scheme
        # Behind a proxy this server does not see whether its people speak https.
        own = {_name_and_port(f"{scheme}://{headers.get('Host', '')}")}
        if self.public_url:
            own.add(_name_and_port(self.public_url))
        return asked in own


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _name_and_port(address: str) -> tuple[str, int]:
    """What names a server, `("", 0)` where the address is none."""
    try:
        parts = urlsplit(address)
        port = parts.port or _DEFAULT_PORTS[parts.scheme]
        return _bracketed(parts.hostname or ""), port
    except (ValueError, KeyError):
        return "", 0
