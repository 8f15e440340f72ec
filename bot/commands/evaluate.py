"""`frontdesk eval`: measures answers to questions whose answers are known."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bot.commands.ask import QuestionLine, answer_once, outcome_record, read_lines
from bot.settings import load_settings
from bot.wiring import open_desk
from core.domain import Answered, Declined
from core.errors import FrontdeskError
from core.evaluation import Case, Score, Verdict, by_kind, judge, score


class Expected(BaseModel):
    """What is known of the answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    url: str | tuple[str, ...] | None = None
    contains: tuple[str, ...] = ()


class CaseLine(QuestionLine):
    """A question with its expected answer."""

    expect: Expected
    kind: str = ""

    @property
    def case(self) -> Case:
        """In the core's words."""
        url = self.expect.url
        addresses = (url,) if isinstance(url, str) else url or ()
        return Case(
            id=self.id,
            question=self.question,
            kind=self.kind,
            history=self.turns,
            addresses=addresses,
            contains=self.expect.contains,
        )


async def evaluate(file: Path, *, json_out: Path | None, show_misses: bool) -> int:
    """Answer every question and print the figures by kind."""
    cases = [line.case for line in read_lines(file, CaseLine)]
    if not cases:
        raise FrontdeskError(f"'{file}' holds no questions.")
    console = Console()
    verdicts: list[Verdict] = []
    async with open_desk(load_settings()) as desk:
        await desk.retriever.open()
        for case in track(cases, "Asking", console=Console(stderr=True), transient=True):
            outcome, _ = await answer_once(desk, case.question, case.history)
            verdicts.append(judge(case, outcome))
    scores = by_kind(verdicts) | {"all": score(verdicts)}
    console.print(_table(scores))
    if show_misses:
        _print_misses(console, verdicts)
    if json_out is not None:
        _write_json(json_out, scores, verdicts)
    return 0


_HEADINGS = {
    "n": "",
    "hit@1": "",
    "hit@3": "",
    "hit@5": "",
    "MRR": "",
    "facts": "",
    "un-": "found",
    "right": "decl.",
    "wrong": "decl.",
    "p50": "ms",
    "p95": "ms",
}


def _table(scores: dict[str, Score]) -> Table:
    """The figures by kind, narrow enough for 80 columns.

    `unfound` is the share of contacts in answers that no source holds; declines are right where
    the pages do not answer, wrong where they do.
    """
    table = Table(
        title="Answers held against what is known",
        title_justify="left",
        box=None,
        padding=(0, 0, 0, 1),
        pad_edge=False,
    )
    table.add_column("kind", no_wrap=True)
    for heading, under in _HEADINGS.items():
        table.add_column(f"{heading}\n{under}".strip(), justify="right", no_wrap=True)
    for kind, figures in scores.items():
        table.add_row(escape(kind), *_cells(figures), style="bold" if kind == "all" else None)
    return table


def _cells(figures: Score) -> list[str]:
    shares = [
        *figures.hit_at.values(),
        figures.mean_reciprocal_rank,
        figures.facts,
        figures.ungrounded,
        figures.right_declines,
        figures.wrong_declines,
    ]
    times = [figures.p50_ms, figures.p95_ms]
    return [
        str(figures.cases),
        *("–" if share is None else f"{share:.3f}" for share in shares),
        *("–" if time is None else f"{time:.0f}" for time in times),
    ]


def _print_misses(console: Console, verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        why = _what_went_wrong(verdict)
        if why:
            console.print(
                f"\n[bold]{escape(verdict.case.id)}[/] {escape(f'({verdict.case.kind}) {why}')}",
                highlight=False,
            )
            console.print(f"Q: {verdict.case.question}", markup=False, highlight=False)
            console.print(f"A: {verdict.outcome.text}", markup=False, highlight=False)


def _what_went_wrong(verdict: Verdict) -> str:
    if not verdict.answerable:
        return "" if isinstance(verdict.outcome, Declined) else "should have been declined"
    reasons = []
    if not 0 < verdict.rank <= 3:  # noqa: PLR2004  (hit@3 is the aim)
        reasons.append(f"page at rank {verdict.rank}" if verdict.rank else "page not found")
    if not isinstance(verdict.outcome, Answered):
        reasons.append("not answered")
    elif verdict.missing:
        reasons.append(f"lacks {', '.join(verdict.missing)}")
    if verdict.ungrounded:
        reasons.append(f"ungrounded: {', '.join(verdict.ungrounded)}")
    return "; ".join(reasons)


def _write_json(target: Path, scores: dict[str, Score], verdicts: Sequence[Verdict]) -> None:
    report: dict[str, Any] = {
        "scores": {kind: dataclasses.asdict(figures) for kind, figures in scores.items()},
        "cases": [
            {
                "id": verdict.case.id,
                "kind": verdict.case.kind,
                "rank": verdict.rank,
                "missing": verdict.missing,
                "ungrounded": verdict.ungrounded,
            }
            | outcome_record(verdict.outcome, verdict.outcome.timings.total_ms)
            for verdict in verdicts
        ],
    }
    try:
        target.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise FrontdeskError(f"Cannot write '{target}': {error.strerror}.") from error
