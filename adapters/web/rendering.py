"""Answers as HTML: their Markdown, also half-written, with contacts that can be clicked.

Called by `live`, `events` and `views` in this folder.  Nothing that an answer holds becomes
markup of its own: HTML is escaped, links lead to web pages, mail and telephones only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from core.contacts import ContactKind, Detail, details

_NOT_MEANT = ("code", "reference", "html_block", "html_inline", "lheading", "image")
"""Rules that would hide or change what an answer says: indented lines are no code, `[1]: word` is
no definition, a line of dashes makes no heading of the line above, pictures would be fetched."""
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\*\*[^*\n]+\*\*:?\s*")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_ANSWER_HEADING = "h3"
"""The page's title is h1, each question h2."""
_FEWEST_DIGITS = 7
"""Of a telephone number that can be dialled from anywhere; an extension cannot."""
_EXTENSION = re.compile(r"\s*\b(?:x|ext\.?|extension)[\s:]*(\d+)$", re.IGNORECASE)
_DURATION = re.compile(r"\b\d+ (?:h \d+ min|h|min)\b")
_HALF_LINK = re.compile(r"\[([^\[\]\n]*)(?:\](?:\([^)\n]*)?)?$")
_LONE_STAR = re.compile(r"(?<!\*)\*(?!\*)")
_HALF_MARKER = re.compile(r"\n[ \t]*(?:[-*+#]{1,6}|\d{1,3}[.)]?|\|[\s|:-]*)[ \t]*$")


def to_html(text: str) -> str:
    """Render an answer.

    Args:
        text: Markdown.  Single line breaks are meant; a line in bold is a heading.

    Returns:
        HTML without scripts, styles, pictures or relative links.
    """
    return str(_MARKDOWN.render(_with_headings_alone(text)))


def half_to_html(text: str) -> str:
    """Render an answer that is still being written, so that it does not flicker.

    What is open at its end is closed; what cannot be told yet (half a link, a lone list marker)
    waits for the next piece.
    """
    return to_html(_closed(text))


def _closed(text: str) -> str:
    text = _HALF_MARKER.sub("", text)
    if sum(bool(_FENCE.match(line)) for line in text.split("\n")) % 2:
        return text
    text = _HALF_LINK.sub(r"\1", text)
    last = text[text.rfind("\n") + 1 :]
    if len(_LONE_STAR.findall(last)) % 2 and last.endswith("*"):
        text, last = text[:-1], last[:-1]
    if last.count("`") % 2:
        return text[:-1] if last.endswith("`") else f"{text}`"
    if last.count("**") % 2:
        # A marker that nothing follows yet would show as asterisks.
        return text.rstrip()[:-2] if last.rstrip().endswith("**") else f"{text.rstrip()}**"
    return text


def _with_headings_alone(text: str) -> str:
    """Markdown joins lines; an answer's heading line is meant to stand alone."""
    lines: list[str] = []
    in_code = False
    for line in text.split("\n"):
        in_code ^= bool(_FENCE.match(line))
        is_heading = not in_code and _BOLD_LINE.fullmatch(line) is not None
        lines += ["", line, ""] if is_heading else [line]
    return "\n".join(lines)


# ---- Rules for markdown-it --------------------------------------------------------------


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  (the library's name)
        """Whether a link in the Markdown may become one on the page."""
        return _SAFE_ADDRESS.match(url) is not None


def _make_markdown() -> MarkdownIt:
    markdown = _Markdown("js-default", {"html": False, "linkify": False, "breaks": True})
    markdown.disable(_NOT_MEANT)
    markdown.core.ruler.push("contacts", _link_contacts)
    markdown.core.ruler.push("durations", _keep_durations_whole)
    markdown.core.ruler.push("headings", _mark_headings)
    markdown.core.ruler.push("safe_attributes", _set_attributes)
    markdown.add_render_rule("table_open", _open_table)
    markdown.add_render_rule("table_close", _close_table)
    return markdown


def _link_contacts(state: StateCore) -> None:
    """Turn bare addresses and telephone numbers into links."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_links(token.children))


def _with_links(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and depth == 0:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    text, done = token.content, 0
    for detail in details(text):
        target = _target(detail)
        if target is None:
            continue
        if before := text[done : detail.start]:
            yield _text(before, token.level)
        yield Token("link_open", "a", 1, attrs={"href": target}, level=token.level)
        yield _text(detail.text, token.level + 1)
        yield Token("link_close", "a", -1, level=token.level)
        done = detail.end
    if rest := text[done:]:
        yield _text(rest, token.level)


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _target(detail: Detail) -> str | None:
    """Where a click on a contact leads; None where it leads nowhere."""
    match detail.kind:
        case ContactKind.LINK:
            bare = detail.text.lower().startswith("www.")
            return f"https://{detail.text}" if bare else detail.text
        case ContactKind.EMAIL:
            return f"mailto:{detail.text}"
        case ContactKind.PHONE:
            return _telephone(detail.text)
        case _:
            return None


def _telephone(written: str) -> str | None:
    """A `tel:` address.  Source: RFC 3966, section 3."""
    extension = _EXTENSION.search(written)
    number = written[: extension.start()] if extension else written
    digits = re.sub(r"\D", "", number)
    if len(digits) < _FEWEST_DIGITS or re.search(r"[A-Za-z]", number):
        return None
    plus = "+" if number.lstrip().startswith("+") else ""
    return f"tel:{plus}{digits}" + (f";ext={extension[1]}" if extension else "")


def _keep_durations_whole(state: StateCore) -> None:
    """No line ends within `3 h 38 min`, where each half would be a wait of its own."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = _DURATION.sub(
                    lambda found: found[0].replace(" ", "\u00a0"), child.content
                )


def _mark_headings(state: StateCore) -> None:
    """Make headings of paragraphs all in bold, and give all headings the same rank."""
    for at, token in enumerate(state.tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _ANSWER_HEADING
        if token.type == "paragraph_open" and token.level == 0 and _is_bold(state.tokens[at + 1]):
            opened, content, closed = state.tokens[at : at + 3]
            opened.tag = closed.tag = _ANSWER_HEADING
            content.children = [
                child
                for child in content.children or ()
                if child.type not in {"strong_open", "strong_close"}
            ]


def _is_bold(inline: Token) -> bool:
    children = [child for child in inline.children or () if child.type != "text" or child.content]
    kinds = [child.type for child in children]
    return (
        len(kinds) > 2  # noqa: PLR2004  (the opening, the text, the closing)
        and kinds[0] == "strong_open"
        and kinds.index("strong_close") == len(kinds) - 1
    )


def _set_attributes(state: StateCore) -> None:
    """Open links beside the page; the page's policy allows no style attributes."""
    for token in state.tokens:
        if "text-align:right" in str(token.attrs.pop("style", "")):
            token.attrs["class"] = "right"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs |= {"target": "_blank", "rel": "noopener noreferrer"}


def _open_table(
    _self: RendererHTML, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: EnvType
) -> str:
    return '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n'


def _close_table(*_arguments: Any) -> str:
    return "</table></div>\n"


_MARKDOWN = _make_markdown()
