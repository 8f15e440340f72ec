"""What the desk knows and how fresh it is, in Slack's markup.  `commands` tells it."""

from __future__ import annotations

from adapters.slack.blocks import mrkdwn_link
from adapters.slack.surfaces.pieces import moment
from core.domain import SourceState, StatusReport

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
    return f"• {mrkdwn_link(source.address, source.name)}: {pages}{changed}"
