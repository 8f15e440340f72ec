"""Why a page that a person named is not read, in words for that person, with what to do."""

from __future__ import annotations

from http import HTTPStatus

from adapters.website.allowed_hosts import AllowedHosts
from core.errors import PageRefused

_ASK_WITHOUT = "Ask me without its address, and I look whether the pages I know have the answer."
_NOT_MINE = "If I should read it too, please tell the people who run this desk."
_LATER = "Please try again later."
_DEFAULT_PORTS = (80, 443)


class PageGone(PageRefused):
    """The server says that there is no such page any more: an older copy of it must not answer."""


class BeyondSetting(PageRefused):
    """A setting forbids it: the person is told calmly, the log names the setting."""

    def __init__(self, message: str, *, setting: str) -> None:
        super().__init__(message)
        self.setting = setting


def not_an_address() -> PageRefused:
    """What was written cannot be understood."""
    return PageRefused(
        "I cannot make out that address. Please copy the page's address from your browser, "
        "beginning with https://."
    )


def other_scheme() -> PageRefused:
    """It is an address, but of no web page."""
    return PageRefused(
        "I only read pages whose address begins with https:// or http://. "
        "Please give me such an address."
    )


def holds_credentials() -> PageRefused:
    """A user name or password stands in it."""
    return PageRefused(
        "That address holds a user name or password, so I do not open it. "
        "Please give it to me without them, and consider changing the password."
    )


def not_allowed(host: str, port: int, allowed: AllowedHosts) -> PageRefused:
    """The host, or the port, is not among those that may be read."""
    shown = host if port in _DEFAULT_PORTS else f"{host}:{port}"
    if not str(allowed):
        told = f"I may only read our own pages, and {shown} is another site. {_NOT_MINE}"
    elif allowed.knows(host):
        told = f"I may read pages of {host}, but not on port {port}. {_NOT_MINE}"
    else:
        told = f"I may only read pages of {allowed}; {shown} is not among them. {_NOT_MINE}"
    return BeyondSetting(told, setting="links.allowed_hosts")


def odd_number(host: str) -> PageRefused:
    """The host is an IP address in a form that programs read differently."""
    return PageRefused(
        f"{host} is no plain host name, so I do not open it. Please give me the page's address "
        "with the name of its site."
    )


def not_public(host: str) -> PageRefused:
    """The host leads into a private network, to this machine or to nowhere on the internet."""
    return PageRefused(
        f"{host} is inside a private network, where I fetch nothing on request. {_ASK_WITHOUT}"
    )


def no_such_host(host: str) -> PageRefused:
    """The name cannot be looked up."""
    return PageRefused(f"I cannot find {host}. Please check that its name is spelled right.")


def unreachable(host: str) -> PageRefused:
    """Nobody answers, or the connection broke."""
    return PageRefused(f"I cannot reach {host} just now. {_LATER}")


def untrusted(host: str) -> PageRefused:
    """Its certificate cannot be verified."""
    return PageRefused(
        f"I cannot be sure that it is {host} who answers: its certificate is not trusted. "
        "Please tell whoever looks after that site."
    )


def too_slow(host: str, seconds: float) -> PageRefused:
    """It did not end in time."""
    return PageRefused(f"{host} did not send the page within {seconds:g} seconds. {_LATER}")


def too_slow_to_read(seconds: float) -> PageRefused:
    """The parser did not end in time."""
    return PageRefused(
        f"That page is so long or so involved that I could not read it within {seconds:g} "
        "seconds. Please give me a shorter one."
    )


def too_large(max_bytes: int) -> PageRefused:
    """It is beyond the limit."""
    return BeyondSetting(
        f"That page is larger than {max_bytes / 2**20:g} MiB, the most I may read. "
        "Please give me a smaller one.",
        setting="links.max_mebibytes",
    )


def other_kind() -> PageRefused:
    """No parser reads such files."""
    return PageRefused(
        "That address leads to a kind of file that I do not read. "
        "I read web pages, PDF, Word (.docx), Markdown and plain text."
    )


def unreadable(reason: str) -> PageRefused:
    """A parser could make nothing of it."""
    return PageRefused(f"I fetched that page but could not read it. {reason}")


def asks_for_login(host: str) -> PageRefused:
    """It shows itself only to people who have signed in."""
    return PageRefused(f"{host} asks for a login, and I have none. {_ASK_WITHOUT}")


def insecure_redirect(host: str) -> PageRefused:
    """An encrypted page leads to one that is not."""
    return PageRefused(
        f"{host} leads from an encrypted page to one that is not, which I do not follow. "
        "Please tell whoever looks after that site."
    )


def redirects_nowhere(host: str) -> PageRefused:
    """It redirects to no address, or for ever."""
    return PageRefused(
        f"{host} sends me from one address to the next without showing a page. "
        "Please give me the address that your browser ends up with."
    )


def answered(host: str, status: int) -> PageRefused:
    """The server answers, but not with a page."""
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return PageGone(f"{host} has no such page (any more). Please check the address.")
    if status in (
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
    ):
        return asks_for_login(host)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return PageRefused(f"{host} is asked for too much at the moment. {_LATER}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PageRefused(f"{host} has a fault of its own just now ({status}). {_LATER}")
    return PageRefused(f"{host} answers with {status} instead of a page. Please check the address.")
