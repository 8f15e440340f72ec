"""`MarkdownParser`: Markdown, with the HTML that may stand in it, becomes a page.

The text is rendered to HTML and read by the HTML parser that the composition root gives: lists,
tables, links and embedded HTML then come out exactly as they do from a website.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.decoding import decode
from core.domain import Address, Page
from core.errors import SourceError
from core.media_types import HTML
from core.page_dates import iso_date
from core.page_text import clean, title_from_address
from core.ports import PageParser

_FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_FIELD = re.compile(r"^(?P<key>\w[\w-]*)\s*[:=]\s*(?P<value>.*)$", re.MULTILINE)
_DATE_FIELDS = (
    "updated",
    "last_updated",
    "last-updated",
    "lastmod",
    "modified",
    "date",
    "effective",
)
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]")


class MarkdownParser:
    """Reads Markdown files; implements `core.ports.PageParser`."""

    def __init__(self, *, html: PageParser) -> None:
        """Take the parser that reads the rendered text.

        Args:
            html: Parses `text/html`.
        """
        self._html = html
        self._markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        """Parse a Markdown file; see `core.ports.PageParser`."""
        del media_type
        text = decode(data, charset).replace("\0", "")
        front = _FRONT_MATTER.match(text)
        fields = _fields(front["body"]) if front else {}
        text = text[front.end() :] if front else text
        if not text.strip():
            raise SourceError("The Markdown file is empty: there is nothing to index.")
        try:
            tokens = self._markdown.parse(text)
            rendered = self._markdown.renderer.render(tokens, self._markdown.options, {})
        except RecursionError as error:
            raise SourceError("The Markdown is nested too deep to be read.") from error
        title = _first_heading(tokens) or fields.get("title", "") or title_from_address(address)
        document = (
            f"<html><title>{escape(title)}</title><body><main>{rendered}</main></body></html>"
        )
        page = self._html.parse(
            document.encode("utf-8", errors="replace"),
            address=address,
            media_type=HTML,
            charset="utf-8",
        )
        dates = [date for name in _DATE_FIELDS if (date := iso_date(fields.get(name, "")))]
        return replace(page, title=title, published=dates[0] if dates else page.published)


def _fields(front_matter: str) -> dict[str, str]:
    """Read the plain `key: value` lines of YAML or TOML front matter; nothing nested."""
    return {
        match["key"].lower(): match["value"].strip().strip("\"'")
        for match in _FIELD.finditer(front_matter)
    }


def _first_heading(tokens: Sequence[Token]) -> str:
    """Return the text of the first first-level heading, without its markup."""
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return clean(_MARKUP.sub(r"\1", following.content))
    return ""
