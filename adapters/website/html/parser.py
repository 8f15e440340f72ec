"""`HtmlParser`: the bytes of a web page become a `Page`.

The website's crawler and the folder source use it; it knows neither.
"""

from __future__ import annotations

import re

from lxml import etree

from adapters.website.html.blocks import BlockWriter
from adapters.website.html.document import parse_document
from adapters.website.html.furniture import (
    panel_labels,
    strip_furniture,
    strip_unseen,
)
from adapters.website.html.indexes import strip_indexes
from adapters.website.html.metadata import base_address, find_date, find_title
from core.domain import Address, Block, Page
from core.errors import SourceError

EXTRACTION_VERSION = "1"
"""Changes when the same bytes would give other blocks: pages are then read anew."""

_CONTENT_PLACES = tuple(
    etree.XPath(path)
    for path in (
        ".//main | .//*[@role='main']",
        ".//*[contains(concat(' ',@class,' '),' ms-rtestate-field ')]",
        ".//*[starts-with(@id,'ctl00_PlaceHolderMain') or @id='DeltaPlaceHolderMain']",
        ".//article | .//*[@itemprop='articleBody']",
        ".//*[@id='main-content' or @id='maincontent' or @id='MainContent' or @id='mainContent']",
        ".//*[@id='content' or @id='main' or @id='page-content' or @id='bodyContent']",
        ".//*[contains(concat(' ',@class,' '),' main-content ')]",
        ".//*[contains(concat(' ',@class,' '),' content ')]",
    )
)
_BULK = 0.5
"""Share of the body's text that a place must hold to be the page's content."""
_BULK_OF_MAIN = 0.25
"""The same for an explicit `<main>`, which is to be trusted sooner."""
_TOO_LITTLE = 0.1
_ENOUGH_TEXT = 200
"""Characters; below, a page is short rather than misjudged."""
_WHITE_SPACE = re.compile(r"\s+")


class HtmlParser:
    """Reads web pages: whole ones, and what documentation tools generate."""

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        """Parse a web page; see `core.ports.PageParser`."""
        del media_type
        root = parse_document(data, charset)
        labels = panel_labels(root)
        strip_unseen(root)
        title, published = find_title(root, address), find_date(root)
        blocks = _read(root, address, labels, by_name=True)
        kept = sum(len(block.text) for block in blocks)
        if kept < _ENOUGH_TEXT:
            # Little was left: perhaps the names of the elements deceived.
            root = parse_document(data, charset)
            strip_unseen(root)
            cautious = _read(root, address, labels, by_name=False)
            if kept < _TOO_LITTLE * sum(len(block.text) for block in cautious):
                blocks = cautious
        if not blocks:
            raise SourceError(
                "The page shows no text without running scripts, or nothing but menus. Publish "
                "its text in the HTML itself, or deny its address."
            )
        return Page(address=address, title=title, blocks=blocks, published=published)


def _read(
    root: etree._Element, address: Address, labels: dict[str, str], *, by_name: bool
) -> tuple[Block, ...]:
    """Read the blocks of a page; takes the tree apart."""
    base = base_address(root, address)
    body = root.find("body")
    body = root if body is None else body
    strip_furniture(body, by_name=by_name)
    content = _find_content(body)
    strip_indexes(content, is_whole_body=content is body)
    return BlockWriter(base, labels).write(content)


def _find_content(body: etree._Element) -> etree._Element:
    """Find the narrowest well-known place that holds the bulk of the text."""
    whole = _length(body)
    for place in _CONTENT_PLACES:
        found = [element for element in place(body) if _length(element)]
        if not found:
            continue
        share = _BULK_OF_MAIN if place is _CONTENT_PLACES[0] else _BULK
        common = _common_ancestor(found, body)
        if _length(common) >= whole * share:
            return common
    return body


def _common_ancestor(elements: list[etree._Element], body: etree._Element) -> etree._Element:
    """Find the innermost element that holds all of `elements`."""
    common = elements[0]
    for element in elements[1:]:
        above = {common, *common.iterancestors()}
        common = (
            element
            if element in above
            else next((ancestor for ancestor in element.iterancestors() if ancestor in above), body)
        )
    return common


def _length(element: etree._Element) -> int:
    return len(_WHITE_SPACE.sub("", "".join(element.itertext())))
