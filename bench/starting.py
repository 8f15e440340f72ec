"""Times start-up on a prepared home, and weighs the running desk, both on the sample site."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.commands import run_frontdesk
from bench.homes import new_home

_ROUNDS = 5
_QUESTION = "Who do I call when I am sick and can't make my shift?"
_QUESTIONS = Path(__file__).resolve().parent.parent / "data" / "eval" / "sample_site.jsonl"


async def measure_starting(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Seconds to the first answer and to readiness, and MiB that the desk keeps."""
    home = new_home(out, "start")
    settings = {"SAMPLE_PORT": str(_free_port())}
    say("starting: reading the sample site")
    await run_frontdesk("refresh", home=home, settings=settings)
    say(f"starting: `ask` and `run`, {_ROUNDS} rounds")
    asked = [
        await run_frontdesk("ask", _QUESTION, home=home, settings=settings) for _ in range(_ROUNDS)
    ]
    ready = [
        await run_frontdesk("run", home=home, settings=settings, until="Serving until stopped")
        for _ in range(_ROUNDS)
    ]
    count = len(_QUESTIONS.read_text("utf-8").splitlines())
    say(f"starting: answering {count} questions")
    many = await run_frontdesk("ask", "--file", str(_QUESTIONS), home=home, settings=settings)
    return {
        "rounds": _ROUNDS,
        "ask_seconds": round(median(run.seconds for run in asked), 2),
        "run_ready_seconds": round(median(run.seconds for run in ready), 2),
        "run_resident_mib": round(median(run.resident_mib for run in ready)),
        "many_questions": count,
        "many_questions_peak_mib": round(many.peak_mib),
        "many_questions_seconds": round(many.seconds, 1),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
