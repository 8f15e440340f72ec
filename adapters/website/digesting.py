"""A fetched file becomes a page and its directives.  Synchronous: the walk runs it in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.website.answers import Fetched
from adapters.website.directives import Directives, read_directives, says_noindex
from core.domain import Page
from core.errors import SourceError
from core.media_types import HTML
from core.ports import PageParser


@dataclass(frozen=True, slots=True)
class Digest:
    """What was understood of a file."""

    directives: Directives
    page: Page | None
    """None when the page is not to be indexed, or could not be understood."""
    problem: str = ""
    """Why it could not be understood."""


def digest(fetched: Fetched, parsers: Mapping[str, PageParser]) -> Digest:
    """Understand a file; a broken one is a `problem`, not an error."""
    directives = Directives(noindex=says_noindex(fetched.robots_header))
    try:
        if fetched.media_type == HTML:
            directives = read_directives(
                fetched.data,
                address=fetched.address,
                charset=fetched.charset,
                robots_header=fetched.robots_header,
            )
        if directives.noindex or directives.looks_missing:
            return Digest(directives, None)
        page = parsers[fetched.media_type].parse(
            fetched.data,
            address=fetched.address,
            media_type=fetched.media_type,
            charset=fetched.charset,
        )
    except SourceError as error:
        return Digest(directives, None, str(error))
    return Digest(directives, page)
