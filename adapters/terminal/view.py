"""Shows an answer in a terminal as it is written; plain text where output is piped.

Called by the command line.  Knows events of an answer, not where they come from.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from rich.console import Console
from rich.live import Live
from rich.markdown import Markdown
from rich.text import Text

from core.domain import (
    Answered,
    AnswerEvent,
    Declined,
    Delta,
    Draft,
    Finished,
    Outcome,
    Source,
    Status,
    Unavailable,
)

_SHOWN_SOURCES = 3


class TerminalView:
    """One console, one answer at a time."""

    def __init__(self, *, console: Console) -> None:
        self._console = console

    async def show(self, events: AsyncIterator[AnswerEvent]) -> Outcome:
        """Show an answer as it comes; return how it ended."""
        outcome = await (self._live(events) if self._console.is_terminal else self._plain(events))
        self._sources(outcome)
        return outcome

    async def _live(self, events: AsyncIterator[AnswerEvent]) -> Outcome:
        text = ""
        with Live(
            console=self._console, refresh_per_second=12, vertical_overflow="visible"
        ) as live:
            async for event in events:
                match event:
                    case Status(text=status):
                        live.update(Text(f"{status} …", style="dim"))
                    case Draft(text=draft):
                        live.update(Markdown(draft, style="dim"))
                    case Delta(text=piece):
                        text += piece
                        live.update(Markdown(_spaced(text)))
                    case Finished(outcome=outcome):
                        live.update(Markdown(_spaced(outcome.text)))
                        return outcome
        raise AssertionError("an answer ended without saying how")

    async def _plain(self, events: AsyncIterator[AnswerEvent]) -> Outcome:
        spoken = False
        async for event in events:
            match event:
                case Delta(text=piece):
                    spoken = True
                    self._write(piece)
                case Finished(outcome=outcome):
                    # What ends half an answer was not said yet.
                    is_untold = not spoken or isinstance(outcome, Unavailable)
                    lead = "\n" if spoken else ""
                    self._write(f"{lead}{outcome.text}\n" if is_untold else "\n")
                    return outcome
                case _:
                    pass
        raise AssertionError("an answer ended without saying how")

    def _write(self, text: str) -> None:
        self._console.file.write(text)
        self._console.file.flush()

    def _sources(self, outcome: Outcome) -> None:
        match outcome:
            case Answered(sources=sources) if sources:
                self._list("Sources", sources)
            case Declined(nearest=sources) if sources:
                self._list("Nearest pages", sources)
            case _:
                pass

    def _list(self, heading: str, sources: Sequence[Source]) -> None:
        lines = [f"  {source.title}\n  {source.address}" for source in sources[:_SHOWN_SOURCES]]
        text = f"\n{heading}:\n" + "\n".join(lines)
        if self._console.is_terminal:
            self._console.print(Text(text, style="dim"))
        else:
            self._write(text + "\n")


def _spaced(text: str) -> str:
    """Markdown joins lines; an answer's lines are meant, so a heading line stands alone."""
    lines = text.split("\n")
    return "\n".join(
        f"{line}\n" if line.startswith("**") and line.endswith("**") else line for line in lines
    )
