"""What the desk knows and how fresh it is, in words.  Pure; each chat adapter brings its markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from core.domain import SourceState, StatusReport
from core.hosts import is_loopback

MOST_SOURCES = 30
NO_PAGES = "I know no pages yet: whoever runs me has to let me read some first."
WAITS_KNOWN = "I also know the current wait times."


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """How a platform writes what others wrote, links and times."""

    literal: Callable[[str], str]
    """A text of others."""
    linked: Callable[[str, str], str]
    """A page of the web: its address and its title; empty: no link can be made of it."""
    moment: Callable[[datetime], str]
    """A time, in the zone of whoever looks."""


def source_lines(
    report: StatusReport, markup: Markup, *, most: int = MOST_SOURCES
) -> tuple[str, ...]:
    """A line for each source, without its bullet; the last may tell how many more there are."""
    lines = [_line(source, markup) for source in report.sources[:most]]
    if left := len(report.sources) - len(lines):
        lines.append(f"… and {left} more")
    return tuple(lines)


def last_read_in_words(report: StatusReport, markup: Markup) -> str:
    """When everything was read; empty: it is not known."""
    if report.index is None:
        return ""
    return f"Last read in full {markup.moment(report.index.built_at)}."


def is_on_the_web(address: str) -> bool:
    """Whether people can go there: folders and what this machine serves lead nowhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and not is_loopback(parts.hostname or "")


def _line(source: SourceState, markup: Markup) -> str:
    pages = "1 page" if source.pages == 1 else f"{source.pages:,} pages"
    changed = f", last changed {markup.moment(source.last_change)}" if source.last_change else ""
    name = markup.linked(source.address, source.name) if is_on_the_web(source.address) else ""
    return f"{name or markup.literal(source.name)}: {pages}{changed}"
