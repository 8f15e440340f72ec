"""Menus left in the content of a page: tables of contents, "In this section"."""

from __future__ import annotations

import re

from lxml import etree

from adapters.website.html.document import remove

_INDEX_HEADING = re.compile(
    r"(?:in this section|on this page|(?:table of )?contents|jump to|skip to|page contents"
    r"|in this (?:article|document|chapter)|navigation|main menu|quick jump)\s*:?",
    re.IGNORECASE,
)
_LISTS = ("ul", "ol", "menu")
_MOSTLY_LINKS = 0.9
_FEWEST_LINKS = 4
_LINK_WIDTH = 30
"""Characters of a menu's entry, on average."""
_FIRST_PARAGRAPH = 60
"""Characters that show that the content has begun."""


def strip_indexes(content: etree._Element, *, is_whole_body: bool) -> None:
    """Remove the menus left in the content: lists of links to its own headings, "In this section".

    Args:
        content: The element that holds the page's content.
        is_whole_body: Whether nothing narrower was found, so that unnamed menus may precede it.
    """
    has_started = False
    for element in list(content.iter()):
        has_started = has_started or _begins_content(element)
        if element.tag not in _LISTS or element.getparent() is None:
            continue
        is_before = is_whole_body and not has_started
        if _is_index(element, is_before=is_before):
            remove(element)


def _begins_content(element: etree._Element) -> bool:
    if element.tag == "h1":
        return True
    return element.tag == "p" and len("".join(element.itertext()).strip()) > _FIRST_PARAGRAPH


def _is_index(element: etree._Element, *, is_before: bool) -> bool:
    """Whether a list is a menu: links to headings of this page, or one that is called so."""
    links = list(element.iter("a"))
    if not links:
        return False
    text = "".join("".join(element.itertext()).split())
    link_text = "".join("".join("".join(link.itertext()) for link in links).split())
    if len(link_text) < len(text) * _MOSTLY_LINKS:
        return False
    if len(links) > 1 and all(link.get("href", "").startswith("#") for link in links):
        return True
    title = _title_before(element)
    if title is not None and _INDEX_HEADING.fullmatch(" ".join("".join(title.itertext()).split())):
        remove(title)
        return True
    is_terse = len(links) >= _FEWEST_LINKS and len(link_text) < len(links) * _LINK_WIDTH
    return is_before and is_terse


def _title_before(element: etree._Element) -> etree._Element | None:
    previous = element.getprevious()
    parent = element.getparent()
    if previous is None and parent is not None and not (parent.text or "").strip():
        previous = parent.getprevious()
    return previous
