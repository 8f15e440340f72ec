"""Shows an answer in a terminal as it is written; plain text where output is piped.

Called by the command line.  Knows events of an answer, not where they come from.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from markdown_it import MarkdownIt
from rich.console import Console, Group, RenderableType
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
    Stopped,
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
        self._pictures(outcome)
        return outcome

    async def _live(self, events: AsyncIterator[AnswerEvent]) -> Outcome:
        # What is taller than the terminal is cut while it grows, and shown whole at its end.
        with Live(console=self._console, auto_refresh=False) as live:
            text = ""
            async for event in events:
                match event:
                    case Status(text=status):
                        shown: RenderableType = Text(f"{status} …", style="dim")
                    case Draft(text=draft):
                        shown = Group(
                            _markdown(draft, style="dim"), Text("Still writing …", style="dim")
                        )
                    case Delta(text=piece):
                        text += piece
                        shown = _markdown(text)
                    case Finished(outcome=outcome):
                        live.update(_markdown(outcome.text))
                        return outcome
                live.update(shown, refresh=True)
        raise AssertionError("an answer ended without saying how")

    async def _plain(self, events: AsyncIterator[AnswerEvent]) -> Outcome:
        spoken = ""
        async for event in events:
            match event:
                case Delta(text=piece):
                    spoken += piece
                    self._write(piece)
                case Finished(outcome=outcome):
                    self._write(_untold(outcome, spoken.strip()))
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
            case Unavailable(detail=detail) if detail:
                # Whoever sits at this terminal can do something about it.
                self._aside(detail)
            case _:
                pass

    def _list(self, heading: str, sources: Sequence[Source]) -> None:
        lines = [f"  {source.title}\n  {source.address}" for source in sources[:_SHOWN_SOURCES]]
        self._aside(f"\n{heading}:\n" + "\n".join(lines))

    def _pictures(self, outcome: Outcome) -> None:
        """A terminal shows no pictures: what they show is told instead."""
        if isinstance(outcome, Answered):
            for picture in outcome.pictures:
                self._aside(f"\nChart: {picture.alt_text}")

    def _aside(self, text: str) -> None:
        if self._console.is_terminal:
            self._console.print(Text(text, style="dim"))
        else:
            self._write(text + "\n")


def _untold(outcome: Outcome, spoken: str) -> str:
    """What is left to say at the end, where what was said cannot be taken back."""
    if outcome.text.startswith(spoken):
        return f"{outcome.text.removeprefix(spoken)}\n"
    return "\n" if isinstance(outcome, Stopped) else f"\n{outcome.text}\n"


def _markdown(text: str, style: str = "none") -> Markdown:
    """An answer's text; HTML in it is text too, where rich would leave it out."""
    markdown = Markdown(_spaced(text), style=style)
    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
    markdown.parsed = parser.parse(markdown.markup)
    return markdown


def _spaced(text: str) -> str:
    """Markdown joins lines; an answer's lines are meant, so a heading line stands alone."""
    lines = text.split("\n")
    return "\n".join(
        f"{line}\n" if line.startswith("**") and line.endswith("**") else line for line in lines
    )
