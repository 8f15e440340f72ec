"""Bytes become a tree of elements, safely: no entities, no network, no endless depth."""

from __future__ import annotations

import re

from lxml import etree

from core.decoding import decode
from core.errors import SourceError

LINE_BREAK = "\ue000"
"""Stands for `<br>` and block borders while text is put together; a private-use character."""

_NOT_SETTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Source: https://www.w3.org/TR/xml/#charsets"""


def parse_document(data: bytes, charset: str = "") -> etree._Element:
    """Parse an HTML file, however broken.

    Args:
        data: The whole file.
        charset: As the server tells it, or empty.

    Raises:
        SourceError: The file holds no element at all.
    """
    text = decode(data, charset).replace("\0", "").replace(LINE_BREAK, "")
    # libxml2 is given UTF-8 whatever the page says of itself, hence the explicit encoding.
    # Without `huge_tree` it drops, silently, what is nested deeper than 256 elements.
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        recover=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.LxmlError as error:
        raise SourceError(f"The HTML cannot be parsed: {error}.") from error
    if root is None:
        raise SourceError("The HTML file is empty: there is nothing to index.")
    return root


def remove(element: etree._Element) -> None:
    """Take an element out of its tree, leaving the text behind it in place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        # The space keeps the words on both sides of the element apart.
        if previous is not None:
            previous.tail = _settable(f"{previous.tail or ''} {element.tail}")
        else:
            parent.text = _settable(f"{parent.text or ''} {element.tail}")
    parent.remove(element)


def _settable(text: str) -> str:
    """Text without the control characters that lxml reads from a page but refuses to set."""
    return _NOT_SETTABLE.sub(" ", text)
