"""What a page says about itself: its title, its date, its base address."""

from __future__ import annotations

import re

from lxml import etree

from adapters.website.html.inline import inline_text, one_line
from core.domain import Address
from core.page_dates import find_published, iso_date
from core.page_text import absolute, clean, title_from_address

_FURNITURE = frozenset(("nav", "footer", "aside", "dialog"))
_MAX_TITLE = 200
_SEPARATORS = re.compile(r"\s+(?:\||::|»|›|·|•)\s+|\s+[-–—]\s+")
_PERMALINK = re.compile(r"\s*[¶#]$")
# The best evidence first: when a page was changed tells more than when it was first published.
_DATE_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "date",
)
_ISO_START = re.compile(r"(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?")
_TIME_CUE = re.compile(
    r"updat|modif|review|publish|revis|posted|effective|entry-date", re.IGNORECASE
)
_META = etree.XPath(".//meta[@content]")
_TIMES = etree.XPath(
    ".//time[@datetime] | .//*[@itemprop='dateModified' or @itemprop='datePublished']"
)
_UNREAD = ("script", "style", "template", "noscript")


def base_address(root: etree._Element, address: Address) -> Address:
    """Tell what relative links of a page are resolved against."""
    base = root.find(".//base[@href]")
    return (absolute(base.get("href", ""), address) if base is not None else "") or address


def find_title(root: etree._Element, address: Address) -> str:
    """Find a page's title: its one first-level heading, or `<title>` without the site's name."""
    headings = [text for element in root.iter("h1") if (text := _heading_text(element))]
    element = root.find(".//title")
    raw = clean("".join(element.itertext())) if element is not None else ""
    # A heading that ends every page's title is the name of the site or the book.
    headings = [text for text in headings if not _is_site_suffix(text, raw)]
    if len(set(headings)) == 1:
        return headings[0]
    title = _without_site_name(raw, _site_name(root), headings)
    return title or (headings[0] if headings else "") or title_from_address(address)


def find_date(root: etree._Element) -> str:
    """Find the date that a page gives itself, in ISO form, or empty."""
    dates: dict[str, str] = {}
    for meta in _META(root):
        name = (
            meta.get("property")
            or meta.get("name")
            or meta.get("itemprop")
            or meta.get("http-equiv")
            or ""
        ).lower()
        if name in _DATE_NAMES:
            dates.setdefault(name, _iso(meta.get("content", "")))
    for name in _DATE_NAMES:
        if date := dates.get(name):
            return date
    for element in _TIMES(root):
        if date := _time_date(element):
            return date
    month_first = root.get("lang", "").lower() in ("en-us", "en_us")
    return find_published(_shown_text(root), month_first=month_first)


def _heading_text(element: etree._Element) -> str:
    """Return the text of a heading that can be a page's title, or empty."""
    if any(ancestor.tag in _FURNITURE for ancestor in element.iterancestors()):
        return ""
    links = list(element.iter("a"))
    text = _PERMALINK.sub("", one_line(inline_text(element, "", with_links=False)))
    is_site_name = len(links) == 1 and links[0].get("href", "") in (
        "/",
        "./",
        "index.html",
        "/index.html",
    )
    return text if 1 < len(text) <= _MAX_TITLE and not is_site_name else ""


def _is_site_suffix(heading: str, title: str) -> bool:
    parts = _SEPARATORS.split(title)
    return len(parts) > 1 and parts[-1] == heading and parts[0] != heading


def _site_name(root: etree._Element) -> str:
    for meta in _META(root):
        if (meta.get("property") or meta.get("name") or "").lower() in (
            "og:site_name",
            "application-name",
        ):
            return clean(meta.get("content", ""))
    return ""


def _without_site_name(title: str, site: str, headings: list[str]) -> str:
    """Strip ` | Site` and the like; a heading that the title repeats shows what to keep."""
    parts = [part for part in _SEPARATORS.split(title) if part]
    if len(parts) < 2:  # noqa: PLR2004 - nothing to strip
        return title
    for part in parts:
        if part in headings:
            return part
    if site and site in parts and parts[0] != site:
        return title[: title.rindex(site)].rstrip(" |:»›·•-–—") or title
    if site and parts[0] == site:
        return title[len(site) :].lstrip(" |:»›·•-–—")
    last = list(_SEPARATORS.finditer(title))[-1]
    return title[: last.start()]


def _time_date(element: etree._Element) -> str:
    """Read a `<time>`, if words or names around it say that it dates the page."""
    value = element.get("datetime") or element.get("content") or "".join(element.itertext())
    parent = element.getparent()
    around = " ".join(
        (
            element.get("itemprop", ""),
            element.get("class", ""),
            (parent.text or "") + parent.get("class", "") if parent is not None else "",
            ((previous.text or "") + (previous.tail or ""))
            if (previous := element.getprevious()) is not None
            else "",
        )
    )
    return _iso(value) if _TIME_CUE.search(around) else ""


def _iso(value: str) -> str:
    match = _ISO_START.match(value.strip())
    return iso_date(match[0] if match else value)


def _shown_text(root: etree._Element) -> str:
    """Return all text of a page, its footer too: that is where "Last updated" stands."""
    parts: list[str] = []
    for element in root.iter():
        if element.tag not in _UNREAD and element.text:
            parts.append(element.text)
        if element.tail:
            parts.append(element.tail)
    return clean(" ".join(parts))
