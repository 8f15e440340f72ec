"""The furniture of a site: menus, headers, footers, banners, search boxes; and what is hidden.

An element goes by what it is (`nav`, `footer`), by its role, or by a well-known name in its id
or class.  Names deceive (`class="has-sidebar"` on a whole page), so an element that holds the
page's heading or most of its text stays whatever it is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from adapters.website.html.document import remove
from adapters.website.html.inline import inline_text, one_line

_UNSEEN = etree.XPath(
    "//script|//style|//noscript|//template|//svg|//canvas|//iframe|//object|//embed|//video"
    "|//audio|//input|//select|//textarea|//label|//legend|//datalist|//dialog|//map|//math[@hidden]"
    "|//head/*[not(self::title or self::meta or self::link or self::base)]"
)
_HIDDEN = etree.XPath(
    "//*[@hidden or @aria-hidden='true' or contains(@style,'display:none')"
    " or contains(@style,'display: none') or contains(@style,'visibility:hidden')]"
)
_OPENED_IDS = etree.XPath("//@aria-controls | //@data-target | //@data-bs-target")
_TABS = etree.XPath(
    "//*[@role='tab' or @data-toggle='tab' or @data-bs-toggle='tab' "
    "or @data-toggle='pill' or @data-bs-toggle='pill']"
)
_FOLDING_CLASS = re.compile(
    r"collaps|accordion|tab-?(?:pane|panel|content)|toggle-?content", re.IGNORECASE
)
_ALWAYS_TAGS = {"nav", "footer"}
_OUTSIDE_TAGS = {"header", "aside"}
"""Furniture unless they belong to an article or the main part."""
_ALWAYS_ROLES = {
    "alertdialog",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
}
_OUTSIDE_ROLES = {"banner", "complementary", "contentinfo"}
_NEVER_TAGS = {
    "html",
    "body",
    "main",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "p",
    "dl",
    "pre",
}
_NAMES = re.compile(
    r"""(?:
      .*breadcrumbs?.* | .*cookie.* | onetrust.* | gdpr.*
    | (?:left|right|site|page|main|global|primary|secondary|section|side|sphinx|book|md|mdbook|ms)?
      (?:sidebar|sidenav|sidemenu|sidenavbox)(?:left|right|primary|secondary|inner|wrapper|nav)?
    | (?:site|page|global|main|app|layout|doc|primary|book|md|the)?
      footer(?:wrapper|nav|links|inner|container|bottom|area|menu)?
    | (?:site|global|app|top|md|main)header(?:wrapper|inner|container)?
    | masthead | topbar | mega-?menu | (?:main|site|primary|top|mobile|hamburger)menu
    | (?:top|global|site|main|primary|secondary|left|right|side|sub|section|local|page|mobile|md)
      (?:nav|navigation)(?:bar|box|menu|wrapper)? | navbar(?:header|nav|fixedtop|default)*
    | mscorenavigation.* | msbreadcrumb.* | suitebar.* | s4ribbonrow | deltatopnavigation
    | deltaplaceholderleftnavbar | .*quicklaunch.* | mscorelistmenu.*
    | .*skip(?:to)?(?:link|nav|content|main).* | .*skiplinks?
    | (?:share|sharing|social)(?:buttons?|links?|bar|icons?|media|tools|box)
    | addthis.* | addtoany.* | sharethis.*
    | (?:site|global|header|page)?search(?:box|form|bar|wrapper|block|container|input)
    | (?:site|global)search | pagination | pager | prevnext | (?:back|goto|scroll)?totop | toplink
    | newsletter(?:signup|form|box)? | (?:page)?feedback(?:form|box|widget|bar)
    | .*(?:was)?(?:this)?pagehelpful | (?:print|share)(?:button|link|page) | page(?:tools|actions)
    | toc | tableofcontents | pagetoc | onthispage | in(?:this)?section(?:nav|menu)?
    | modal(?:dialog)? | popup | lightbox | offcanvas.* | mweditsection | headerlink
    )""",
    re.VERBOSE,
)
_SUSPECT_NAMES = re.compile(
    r"nav(?:igation|bar)?$|^nav|menu|sidebar|^footer|^header$|banner|social|share|search|languages?$"
)
_SMALL_NAMES = re.compile(r"social|helpful|rating|likes|views|comments")
_SMALL = 120
"""Characters; something larger is content although it is called like a widget."""
_NEGATED = re.compile(r"^(?:has|no|with|without|is|hide|show)[-_]")
_MOSTLY_LINKS = 0.6
_MOST_TEXT = 0.5


@dataclass(slots=True)
class _Extent:
    """How much an element says."""

    text: int = 0
    link_text: int = 0
    links: int = 0
    has_heading: bool = False


_NO_EXTENT = _Extent()


def panel_labels(root: etree._Element) -> dict[str, str]:
    """Tell what tabs call the panels that they show, by the panel's id."""
    labels = {}
    for tab in _TABS(root):
        href = tab.get("href", "")
        target = (
            tab.get("aria-controls")
            or tab.get("data-target")
            or tab.get("data-bs-target")
            or (href if href.startswith("#") else "")
        ).lstrip("#")
        label = one_line(inline_text(tab, "", with_links=False))
        if target and label:
            labels[target] = label
    return labels


def strip_unseen(root: etree._Element) -> None:
    """Remove, in place, what no reader sees: scripts, controls, hidden parts.

    Answers that are folded away until someone opens them are hidden too, and stay.
    """
    for element in _UNSEEN(root):
        remove(element)
    opened = {name.lstrip("#") for value in _OPENED_IDS(root) for name in value.split()}
    for element in _HIDDEN(root):
        is_folded = (
            element.get("id") in opened
            or element.get("role") == "tabpanel"
            or bool(_FOLDING_CLASS.search(element.get("class", "")))
        )
        if not is_folded and element.tag not in ("html", "body"):
            remove(element)
    for button in list(root.iter("button")):
        if not _is_opener(button):
            remove(button)


def strip_furniture(body: etree._Element, *, by_name: bool = True) -> None:
    """Remove a site's furniture, in place.

    Args:
        body: The page's body, without its unseen parts.
        by_name: False to trust elements and roles only, for pages that names deceive about.
    """
    extents = _measure(body)
    whole = extents[body].text
    waiting = [(child, False) for child in body]
    while waiting:
        element, is_inside = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        extent = extents.get(element, _NO_EXTENT)
        if _is_furniture(element, extent, is_inside=is_inside, whole=whole, by_name=by_name):
            remove(element)
            continue
        inside = is_inside or element.tag in ("main", "article") or element.get("role") == "main"
        waiting += [(child, inside) for child in element]


def _is_opener(button: etree._Element) -> bool:
    """Whether a button unfolds a text, so that its words are that text's heading."""
    is_opening = any(
        button.get(name)
        for name in ("aria-expanded", "aria-controls", "data-target", "data-bs-target")
    )
    return is_opening and button.get("role") != "tab"


def _measure(body: etree._Element) -> dict[etree._Element, _Extent]:
    """Measure every element, the innermost first."""
    elements = list(body.iter("*"))
    extents = {element: _Extent() for element in elements}
    for element in reversed(elements):
        extent = extents[element]
        extent.text += len((element.text or "").strip())
        if element.tag == "a":
            extent.link_text = extent.text
            extent.links += 1
        elif element.tag in ("h1", "main"):
            extent.has_heading = element.tag == "main" or not _leads_home(element)
        parent = element.getparent()
        if parent is not None and element is not body:
            above = extents[parent]
            above.text += extent.text + len((element.tail or "").strip())
            above.link_text += extent.link_text
            above.links += extent.links
            above.has_heading = above.has_heading or extent.has_heading
    return extents


def _leads_home(heading: etree._Element) -> bool:
    """Whether a heading is the site's name or logo, a link to the home page."""
    links = list(heading.iter("a"))
    return (
        len(links) == 1
        and links[0].get("href", "").rstrip("/").count("/") in (0, 2)
        and (not links[0].get("href", "").startswith("#"))
    )


def _is_furniture(
    element: etree._Element, extent: _Extent, *, is_inside: bool, whole: int, by_name: bool
) -> bool:
    tag, role = str(element.tag), element.get("role", "")
    if tag in ("html", "body", "main") or role == "main":
        return False
    if tag in _ALWAYS_TAGS or role in _ALWAYS_ROLES:
        return not extent.has_heading or extent.text < whole * _MOST_TEXT
    if not is_inside and (tag in _OUTSIDE_TAGS or role in _OUTSIDE_ROLES):
        return not extent.has_heading
    if not by_name or tag in _NEVER_TAGS or extent.has_heading:
        return False
    return _is_called_furniture(element, extent, whole)


def _is_called_furniture(element: etree._Element, extent: _Extent, whole: int) -> bool:
    """Whether an element is called like furniture, and is not too much of the page for that."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    match _judge_names(names) if len(names) > 1 else "":
        case "furniture":
            return extent.text <= whole * _MOST_TEXT
        case "small":
            return extent.text <= _SMALL
        case "suspect":
            return extent.links > 1 and extent.link_text > extent.text * _MOSTLY_LINKS
        case _:
            return False


@lru_cache(maxsize=4096)
def _judge_names(names: str) -> str:
    """Judge classes and id: `furniture`, `small` (a widget), `suspect` or empty."""
    verdict = ""
    for name in names.split():
        if _NEGATED.match(name):
            continue
        plain = name.lower().replace("-", "").replace("_", "")
        if _SMALL_NAMES.fullmatch(plain):
            verdict = "small"
        if _NAMES.fullmatch(plain):
            return "furniture"
        if _SUSPECT_NAMES.search(plain):
            verdict = "suspect"
    return verdict
