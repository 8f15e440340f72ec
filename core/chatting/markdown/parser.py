"""The parser of Markdown that leaves addresses as they were written; `inline` decides what becomes of them."""

from __future__ import annotations

from markdown_it import MarkdownIt


class Markdown(MarkdownIt):
    """markdown-it, but for what it does to addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the library's name)
        """Take whatever is there."""
        return bool(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Leave an address as it is."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Leave what is shown of an address as it is."""
        return link
