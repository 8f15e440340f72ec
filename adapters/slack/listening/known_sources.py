"""What the desk knows and how fresh it is, in Slack's markup.  `commands` tells it."""

from __future__ import annotations

from urllib.parse import urlsplit

from adapters.slack.blocks import mrkdwn_link, unstyled
from adapters.slack.surfaces.pieces import moment
from core.domain import SourceState, StatusReport
from core.hosts import is_loopback

_MOST_SOURCES = 30


def sources_in_words(report: StatusReport) -> str:
    """The sources, when each changed last, and when the index was built; as mrkdwn."""
    if not report.sources:
        return "I know no pages yet: whoever runs me has to let me read some first."
    lines = [_line(source) for source in report.sources[:_MOST_SOURCES]]
    if left := len(report.sources) - len(lines):
        lines.append(f"… and {left} more")
    text = "I answer from:\n" + "\n".join(lines)
    if report.index is not None:
        text += f"\nLast read in full {moment(report.index.built_at)}."
    if report.waits is not None:
        text += "\nI also know the current wait times."
    return text


def _line(source: SourceState) -> str:
    pages = "1 page" if source.pages == 1 else f"{source.pages:,} pages"
    changed = f", last changed {moment(source.last_change)}" if source.last_change else ""
    name = mrkdwn_link(source.address, source.name) if _is_open(source.address) else ""
    return f"• {name or unstyled(source.name)}: {pages}{changed}"


def _is_open(address: str) -> bool:
    """Whether people can go there: folders and what this machine serves lead nowhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and not is_loopback(parts.hostname or "")
