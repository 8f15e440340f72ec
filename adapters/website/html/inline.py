"""The running text of an element: links, e-mail addresses, line breaks, no markup."""

from __future__ import annotations

import re

from lxml import etree

from adapters.website.html.document import LINE_BREAK
from core.domain import Address
from core.page_text import clean, linked

_BLOCK_TAG_NAMES = """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section
    summary table tbody td tfoot th thead tr ul
"""
BLOCK_TAGS = frozenset(_BLOCK_TAG_NAMES.split())
_REPLACED = ("br", "img")
_MAX_DEPTH = 150
_MIN_ALT_LENGTH = 25
"""Characters; a shorter alternative text is mostly the picture's name."""
_FILE_NAME = re.compile(r"\.\w{3,4}$")
_PERMALINK_CLASS = re.compile(r"header-?link|perma-?link|anchor-?link|hash-?link|heading-?anchor")
_PERMALINK_TEXT = re.compile(r"(?:permalink|link to|copy link|anchor|direct link)\b", re.IGNORECASE)
_CLOUDFLARE_PATH = "/cdn-cgi/l/email-protection#"
_SENTENCE_END = (".", ":", ";", ",", "!", "?", "–", "-")


def inline_text(
    element: etree._Element, base: Address, *, with_links: bool = True, depth: int = 0
) -> str:
    """Render an element's text, not yet clean; `LINE_BREAK` marks breaks.

    Args:
        element: Its own text and its descendants' count, its tail does not.
        base: What relative links are resolved against.
        with_links: False to leave link targets out.
        depth: How deep `element` lies below the one first asked for.
    """
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(element_text(child, base, with_links=with_links, depth=depth))
        parts.append(child.tail or "")
    return "".join(parts)


def element_text(
    child: etree._Element, base: Address, *, with_links: bool = True, depth: int = 0
) -> str:
    """Render an element as it reads within its paragraph: a link as a link, a picture as words."""
    tag = child.tag
    if tag in _REPLACED:
        return LINE_BREAK if tag == "br" else _alternative(child)
    if hidden := child.get("data-cfemail"):
        return _decode_cloudflare(hidden)
    if depth >= _MAX_DEPTH:
        return " ".join(child.itertext())
    text = inline_text(child, base, with_links=with_links, depth=depth + 1)
    if tag == "a":
        return _link(child, text, base, with_links=with_links)
    return f"{LINE_BREAK}{text}{LINE_BREAK}" if tag in BLOCK_TAGS else text


def lines_of(text: str) -> list[str]:
    """Split rendered text at its breaks into clean lines; a broken sentence stays one line."""
    lines: list[str] = []
    for line in map(clean, text.split(LINE_BREAK)):
        if not line:
            continue
        is_continued = lines and line[0].islower() and not lines[-1].endswith(_SENTENCE_END[:1])
        if is_continued:
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def one_line(text: str) -> str:
    """Write rendered text on one line: its breaks become semicolons where none reads on."""
    joined = ""
    for line in lines_of(text):
        if not joined:
            joined = line
        else:
            joined += f" {line}" if joined.endswith(_SENTENCE_END) else f"; {line}"
    return joined


def _link(anchor: etree._Element, text: str, base: Address, *, with_links: bool) -> str:
    href = anchor.get("href", "")
    if _is_permalink(anchor, href, clean(text)):
        return ""
    if not with_links and not href.lower().startswith(("mailto:", "tel:")):
        return text
    is_cloudflare = _CLOUDFLARE_PATH in href
    if is_cloudflare:
        href = "mailto:" + _decode_cloudflare(href.partition("#")[2])
    shown = one_line(text) or _label(anchor)
    # What stands around the words keeps its distance.
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{linked(shown, href, base)}{after}" if href else text


def _is_permalink(anchor: etree._Element, href: str, text: str) -> bool:
    """Whether a link is the "¶" or "#" that points a heading at itself."""
    if "#" not in href and href:
        return False
    if not any(character.isalnum() for character in text):
        return bool(text) and href.startswith("#")
    is_classed = _PERMALINK_CLASS.search(anchor.get("class", "").lower())
    return bool(is_classed and _PERMALINK_TEXT.match(text))


def _label(anchor: etree._Element) -> str:
    """Name a link that shows no text: by its picture or its label."""
    for image in anchor.iter("img"):
        if alt := clean(image.get("alt", "")):
            return alt
    return clean(anchor.get("aria-label") or anchor.get("title") or "")


def _alternative(image: etree._Element) -> str:
    alt = clean(image.get("alt", ""))
    is_telling = len(alt) >= _MIN_ALT_LENGTH and " " in alt and not _FILE_NAME.search(alt)
    return f" {alt} " if is_telling else " "


def _decode_cloudflare(hidden: str) -> str:
    """Undo Cloudflare's e-mail obfuscation: the first byte is the key of an exclusive or."""
    try:
        key, *data = bytes.fromhex(hidden.partition("?")[0])
        return bytes(byte ^ key for byte in data).decode("utf-8")
    except ValueError:
        return ""
