"""What a page tells a crawler: its links, its canonical address, `noindex` and `nofollow`.

Menus count here: furniture is no text to index, but it is how a site is walked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from adapters.website.addresses import normalise
from adapters.website.html import parse_document
from core.domain import Address
from core.page_text import clean

_MAX_LINKS = 5_000
_LINKS = etree.XPath("//a[@href] | //area[@href] | //frame[@src] | //iframe[@src]")
_ROBOTS = etree.XPath(
    "//meta[translate(@name,'ROBTS','robts')='robots' or @name='frontdesk']/@content"
)
_CANONICAL = etree.XPath("//link[contains(concat(' ',@rel,' '),' canonical ')]/@href")
_REFRESH = etree.XPath(
    "//meta[translate(@http-equiv,'REFSH','refsh')='refresh' and contains(@content,'=')]/@content"
)
_BASE = etree.XPath("//base/@href")
_TITLE = etree.XPath("string(//title)")
_NOT_FOUND_TITLE = re.compile(
    r"(?:error\s*)?404\b|(?:page|file|document)\s+(?:was\s+)?(?:not|cannot be|could not be)\s+found"
    r"|not found$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Directives:
    """What a page tells a crawler."""

    links: tuple[Address, ...] = ()
    """Where the page leads, in normal form and page order; none when it says `nofollow`."""
    canonical: Address = ""
    """The address that the page prefers, or empty."""
    noindex: bool = False
    looks_missing: bool = False
    """Whether a page that was served as found says in its title that it was not."""


def read_directives(
    data: bytes, *, address: Address, charset: str = "", robots_header: str = ""
) -> Directives:
    """Read a page's directives.

    Args:
        data: The whole HTML file.
        address: Where it came from.
        charset: As the server tells it, or empty.
        robots_header: The `X-Robots-Tag` that came with it, or empty.

    Raises:
        SourceError: The file holds no HTML.
    """
    root = parse_document(data, charset)
    robots = " ".join((robots_header, *_ROBOTS(root))).lower()
    base = next((base for href in _BASE(root) if (base := normalise(href, address))), address)
    canonical = next((normalise(href, base) for href in _CANONICAL(root)), "")
    is_closed = _says(robots, "nofollow")
    return Directives(
        links=() if is_closed else _links(root, base),
        canonical=canonical,
        noindex=_says(robots, "noindex"),
        looks_missing=bool(_NOT_FOUND_TITLE.match(clean(str(_TITLE(root))))),
    )


def says_noindex(robots_header: str) -> bool:
    """Whether an `X-Robots-Tag` keeps a document out of indexes."""
    return _says(robots_header.lower(), "noindex")


def _says(robots: str, word: str) -> bool:
    words = re.split(r"[\s,;:]+", robots)
    return word in words or "none" in words


def _links(root: etree._Element, base: Address) -> tuple[Address, ...]:
    found: dict[Address, None] = {}
    for element in _LINKS(root):
        href = element.get("href") or element.get("src") or ""
        is_closed = "nofollow" in element.get("rel", "").lower().split()
        if href.startswith("#") or is_closed:
            continue
        if target := normalise(href, base):
            found[target] = None
        if len(found) >= _MAX_LINKS:
            break
    for content in _REFRESH(root):
        if target := normalise(content.partition("=")[2].strip("\"' "), base):
            found[target] = None
    return tuple(found)
