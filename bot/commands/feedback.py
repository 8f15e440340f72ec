"""`frontdesk feedback`: what people thought of answers, as a file to learn from."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.settings import Settings, load_settings
from core.domain import RatedAnswer, Source
from core.errors import FrontdeskError
from core.feedback_pairs import FeedbackPair, FeedbackPairs, pair_feedback
from storage.database import Database
from storage.feedback import SqlFeedback


async def export(out: Path | None, *, since: date | None) -> int:
    """Write one JSON object a line; a summary goes to standard error."""
    settings = load_settings()
    made = pair_feedback(await _rated(settings, since))
    if out is None:
        # A terminal that knows no `é` would get a question mark, which nobody could learn from.
        knows_all = (sys.stdout.encoding or "").lower().startswith("utf")
        _write(made.pairs, sys.stdout, ascii_only=not knows_all)
    else:
        with _replacing(out) as target:
            _write(made.pairs, target, ascii_only=False)
    console = Console(stderr=True, soft_wrap=True)
    console.print(_summary(made, out), markup=False, highlight=False)
    return 0


async def _rated(settings: Settings, since: date | None) -> list[RatedAnswer]:
    """All feedback, or that from the beginning of a day on."""
    zone = ZoneInfo(settings.refresh.time_zone)
    earliest = datetime.combine(since or date.min, time(), zone if since else UTC)
    async with Database(url=settings.database_url) as database:
        feedback = SqlFeedback(
            database=database,
            now=lambda: datetime.now(UTC),
            history_turns=settings.answer.history_turns,
        )
        return [answer async for answer in feedback.rated() if answer.given_at >= earliest]


def _write(pairs: Iterable[FeedbackPair], target: TextIO, *, ascii_only: bool) -> None:
    target.writelines(json.dumps(_record(pair), ensure_ascii=ascii_only) + "\n" for pair in pairs)
    target.flush()


def _record(pair: FeedbackPair) -> dict[str, Any]:
    """A pair as its line has it."""
    return {
        "question": pair.question,
        "chosen": pair.chosen.answer if pair.chosen else None,
        "rejected": pair.rejected.answer if pair.rejected else None,
        "history": [list(turn) for turn in pair.history],
        "sources_chosen": _addresses(pair.sources_chosen),
        "sources_rejected": _addresses(pair.sources_rejected),
        "model_chosen": pair.chosen.author if pair.chosen else None,
        "model_rejected": pair.rejected.author if pair.rejected else None,
        "comments": list(pair.comments),
        "given_at": pair.given_at.isoformat(),
    }


def _addresses(sources: Iterable[Source]) -> list[str]:
    return [source.address for source in sources]


@contextmanager
def _replacing(file: Path) -> Iterator[TextIO]:
    """Write a file aside, for this user only, and put it in its place when it is whole.

    Raises:
        FrontdeskError: It cannot be written; what was there before is as it was.
    """
    place = file.resolve()  # what a link leads to
    try:
        number, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", text=True)
        aside = Path(name)
        try:
            with open(number, "w", encoding="utf-8") as target:  # noqa: PTH123  (a descriptor)
                yield target
                target.flush()
                os.fsync(number)
            aside.replace(place)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise
    except OSError as error:
        raise FrontdeskError(
            f"Cannot write '{file}': {error.strerror}. Nothing was exported; free some space, mend "
            "the folder's rights, or give --out another place."
        ) from error


def _summary(made: FeedbackPairs, out: Path | None) -> str:
    both = sum(pair.chosen is not None and pair.rejected is not None for pair in made.pairs)
    liked = sum(pair.rejected is None for pair in made.pairs)
    disliked = sum(pair.chosen is None for pair in made.pairs)
    where = f" in {out}" if out else ""
    kinds = f"{both} pairs of a chosen and a rejected answer, {liked} chosen alone, {disliked} rejected alone"
    lines = [f"{len(made.pairs)} examples{where}: {kinds}."]
    if made.tied:
        lines.append(f"Left out: {made.tied} answers that as many people liked as did not.")
    if made.no_answers:
        lines.append(
            f"Left out: {made.no_answers} thumbs for answers that were stopped or never given."
        )
    return "\n".join(lines)
