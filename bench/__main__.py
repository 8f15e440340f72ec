"""`python -m bench [part …]`: measures, keeps the figures in `results/` and writes the tables."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from bench.answering import measure_answering
from bench.embedding import measure_embedding
from bench.machine import describe_machine
from bench.refreshing import measure_refreshing
from bench.report import write_tables
from bench.serving import measure_serving
from bench.slack import measure_slack
from bench.starting import measure_starting
from bench.teams import measure_teams
from bench.waits import measure_waits

_HERE = Path(__file__).parent
_PARTS = {
    "embedding": measure_embedding,
    "answering": measure_answering,
    "starting": measure_starting,
    "refreshing": measure_refreshing,
    "serving": measure_serving,
    "slack": measure_slack,
    "teams": measure_teams,
    "waits": measure_waits,
}


def main() -> None:
    """Measure the parts that are named, or all; figures of other parts stay as they are."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of: {', '.join(_PARTS)}; all by default")
    parser.add_argument("--out", type=Path, default=_HERE / "out", help="folder for indexes")
    parser.add_argument("--results", type=Path, default=_HERE / "results")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts).difference(_PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    chosen.out.mkdir(parents=True, exist_ok=True)
    chosen.results.mkdir(parents=True, exist_ok=True)
    kept = chosen.results / "results.json"
    results = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    for part in chosen.parts or _PARTS:
        machine = describe_machine()
        figures = asyncio.run(_PARTS[part](chosen.out, _say))
        results[part] = {"machine": machine, **figures}
        kept.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    for file in write_tables(results, chosen.results):
        _say(f"written: {file}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
