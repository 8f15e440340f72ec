"""What the desk knows and how fresh it is, in Slack's markup.  `commands` tells it."""

from __future__ import annotations

from adapters.slack.blocks import mrkdwn_link, unstyled
from adapters.slack.surfaces.pieces import moment
from core.chatting.sources_told import (
    NO_PAGES,
    WAITS_KNOWN,
    Markup,
    last_read_in_words,
    source_lines,
)
from core.domain import StatusReport

_MARKUP = Markup(literal=unstyled, linked=mrkdwn_link, moment=moment)


def sources_in_words(report: StatusReport) -> str:
    """The sources, when each changed last, and when the index was built; as mrkdwn."""
    if not report.sources:
        return NO_PAGES
    lines = source_lines(report, _MARKUP)
    shown = [line if line.startswith("… and ") else f"• {line}" for line in lines]
    notes = [last_read_in_words(report, _MARKUP), WAITS_KNOWN if report.waits is not None else ""]
    return "\n".join(["I answer from:", *shown, *filter(None, notes)])
