"""Writes the measured figures as Markdown: all of them, and the few that belong in the README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Figures = Mapping[str, Any]
_BUSY = 1.0
"""Load before the start from which figures need a word of warning."""


def write_tables(results: Mapping[str, Figures], folder: Path) -> list[Path]:
    """Write `results.md` and `README-section.md`; parts that were not measured are left out."""
    written = {
        "results.md": ["# Measured", *_all_tables(results)],
        "README-section.md": [*_section(results)],
    }
    for name, lines in written.items():
        (folder / name).write_text("\n".join(lines).rstrip() + "\n", "utf-8")
    return [folder / name for name in written]


def _section(results: Mapping[str, Figures]) -> Iterator[str]:
    rows: list[Sequence[str]] = []
    told = {
        "answering": _answering_rows,
        "serving": _serving_rows,
        "slack": _slack_rows,
        "teams": _teams_rows,
        "waits": _wait_rows,
        "starting": _starting_rows,
    }
    for part, rows_of in told.items():
        if figures := results.get(part):
            rows += rows_of(figures)
    if refreshing := results.get("refreshing"):
        for site, runs in refreshing.items():
            if site != "machine":
                rows += _refresh_rows(site, runs)
    if embedding := results.get("embedding"):
        rows += _embedding_rows(embedding)
    yield from _table(("what", "measured"), rows)
    yield ""
    machines = {_machine(figures["machine"]) for figures in results.values()}
    yield from sorted(machines)
    if any(figures["machine"]["load_at_start"] > _BUSY for figures in results.values()):
        yield "The machine was busy with other work too: alone it is faster."
    yield "How it was measured, and all figures: [bench/](bench/README.md)."


def _answering_rows(answering: Figures) -> Iterator[Sequence[str]]:
    for size, kinds in answering["sizes"].items():
        ends = {kind: figures["end_ms"] for kind, figures in kinds.items()}
        named = ", ".join(f"{kind} {end['p50']:.0f}" for kind, end in ends.items())
        yield f"A quoted answer from {int(size):,} passages, whole, p50", f"{named} ms"
        worst = max(end["p95"] for end in ends.values())
        yield f"… p95 of the slowest of these kinds, {int(size):,} passages", f"{worst:.0f} ms"


def _serving_rows(serving: Figures) -> list[Sequence[str]]:
    people, fair = serving["people"], serving["fairness"]
    together, alone = serving["together_ms"], serving["alone_ms"]
    return [
        (
            f"{people} people asking on the web page in the same moment, until each has the answer",
            (
                f"p50 {together['p50'] / 1000:.1f} s, p95 {together['p95'] / 1000:.1f} s; "
                f"{together['p50'] / alone['p50']:.0f} × and {together['p95'] / alone['p50']:.0f} × "
                "one person alone"
            ),
        ),
        (
            f"… in {serving['rounds']} such moments",
            (
                f"{serving['lost']} answers lost, {serving['twice']} given twice; "
                f"the event loop held up for {serving['loop_held_up_max_ms']:.0f} ms at most"
            ),
        ),
        (
            (
                f"One who asks {fair['questions_of_one']} questions at once, {fair['other_people']} who "
                "ask one just after"
            ),
            (
                f"the others have their answers after {fair['others_last_answer_ms'] / 1000:.1f} s, the "
                f"one after {fair['ones_last_answer_ms'] / 1000:.1f} s"
            ),
        ),
    ]


def _slack_rows(slack: Figures) -> list[Sequence[str]]:
    calm, rough = slack["events_in_a_second"], slack["three_times_each_with_drops"]
    return [
        (
            f"{calm['events']} events of Slack in one second, each acknowledged while answers are written",
            f"p50 {calm['ack_ms']['p50']:.0f} ms, p99 {calm['ack_ms']['p99']:.0f} ms",
        ),
        (
            f"… each sent three times, connections broken every 2 s, {slack['rounds']} times {rough['seconds']:.0f} s",
            (
                f"p99 {rough['ack_ms']['p99']:.0f} ms; {calm['lost'] + rough['lost']} questions lost, "
                f"{calm['twice'] + rough['twice']} answered twice"
            ),
        ),
    ]


def _teams_rows(teams: Figures) -> list[Sequence[str]]:
    calm, repeated = teams["activities_in_a_second"], teams["three_times_each"]
    first = teams["first_burst_after_a_start"]
    all_of_them = (first, calm, repeated)
    return [
        (
            f"{calm['events']} activities of Teams in one second, each taken while answers are written",
            f"p50 {calm['ack_ms']['p50']:.0f} ms, p99 {calm['ack_ms']['p99']:.0f} ms",
        ),
        (
            "… the first such burst after a start, when nobody is known yet",
            f"p50 {first['ack_ms']['p50']:.0f} ms, p99 {first['ack_ms']['p99']:.0f} ms",
        ),
        (
            f"… each posted three times, in {repeated['seconds']:.0f} s",
            (
                f"p99 {repeated['ack_ms']['p99']:.0f} ms; {sum(one['lost'] for one in all_of_them)} questions "
                f"lost, {sum(one['twice'] for one in all_of_them)} answered twice"
            ),
        ),
    ]


def _wait_rows(waits: Figures) -> list[Sequence[str]]:
    site, everything = waits["answer_on_a_site_ms"], waits["answer_on_all_ms"]
    drawn = waits["answer_with_a_chart_of_4_ms"]
    return [
        (
            f"Answer on the wait at one site, with {waits['samples']:,} readings kept",
            f"{site['warm_p50']:.0f} ms, from a store just opened {site['cold_p50']:.0f} ms",
        ),
        ("… on all 30 sites", f"{everything['warm_p50']:.0f} ms"),
        ("… with a chart of the last 24 hours of 4 sites", f"{drawn['warm_p50']:.0f} ms"),
        ("… size of that database", f"{waits['mb_rolled_up']:.0f} MB"),
    ]


def _starting_rows(starting: Figures) -> list[Sequence[str]]:
    return [
        ("`frontdesk ask`, from the shell to the answer", f"{starting['ask_seconds']} s"),
        (
            "`frontdesk run` on a prepared home, until ready",
            f"{starting['run_ready_seconds']} s",
        ),
        ("Memory of the running desk", f"{starting['run_resident_mib']} MiB"),
        (
            f"… peak while answering {starting['many_questions']} questions",
            f"{starting['many_questions_peak_mib']} MiB",
        ),
    ]


def _refresh_rows(site: str, runs: Figures) -> list[Sequence[str]]:
    new, unchanged = runs["new"], runs["unchanged"]
    after_start = "of_these_after_start_seconds"
    share = unchanged[after_start] / new[after_start]
    again = f"{unchanged['command_seconds']:.1f} s, peak {unchanged['peak_mib']} MiB"
    return [
        (
            f"Reading the {site} of {new['pages']:,} pages for the first time",
            f"{new['command_seconds']:.0f} s, {new['pages_a_second']} pages/s, peak {new['peak_mib']} MiB",
        ),
        (
            "… again, when nothing has changed",
            f"{again}; {share:.1%} of the first time, start-up aside",
        ),
    ]


def _embedding_rows(embedding: Figures) -> list[Sequence[str]]:
    onnx, other = embedding["onnx"], embedding["sentence_transformers"]
    times = onnx["passages_a_second"] / other["passages_a_second"]
    return [
        (
            "Embedding with ONNX, against sentence-transformers",
            f"{times:.1f} × the passages a second",
        )
    ]


def _all_tables(results: Mapping[str, Figures]) -> Iterator[str]:
    tables = {
        "answering": _answering,
        "refreshing": _refreshing,
        "starting": _plain,
        "serving": _nested,
        "slack": _nested,
        "teams": _nested,
        "waits": _nested,
        "embedding": _embedding,
    }
    for part, table in tables.items():
        if figures := results.get(part):
            yield from (
                "",
                f"## {part.capitalize()}",
                "",
                _machine(figures["machine"]),
                _load(figures["machine"]),
                "",
            )
            yield from table({key: value for key, value in figures.items() if key != "machine"})


def _answering(figures: Figures) -> Iterator[str]:
    header = (
        "passages",
        "question",
        "first words p50",
        "p95",
        "end p50",
        "p95",
        "retrieval p50",
        "outcomes",
    )
    rows = []
    for size, kinds in figures["sizes"].items():
        for kind, of_kind in kinds.items():
            first, end = of_kind["first_words_ms"], of_kind["end_ms"]
            outcomes = ", ".join(f"{count} {name}" for name, count in of_kind["outcomes"].items())
            times = (
                first["p50"],
                first["p95"],
                end["p50"],
                end["p95"],
                of_kind["retrieval_ms"]["p50"],
            )
            rows.append((f"{int(size):,}", kind, *map(str, times), outcomes))
    yield "Milliseconds."
    yield ""
    yield from _table(header, rows)


def _refreshing(figures: Figures) -> Iterator[str]:
    columns = (
        "pages",
        "command_seconds",
        "of_these_after_start_seconds",
        "pages_a_second",
        "peak_mib",
        "texts_embedded",
        "texts_from_cache",
    )
    rows = [
        (site, kind, *(str(run[column]) for column in columns))
        for site, runs in figures.items()
        for kind, run in runs.items()
    ]
    yield from _table(("site", "refresh", *(column.replace("_", " ") for column in columns)), rows)


def _embedding(figures: Figures) -> Iterator[str]:
    rows = [
        (
            name,
            *(str(figures[name]["question_ms"][at]) for at in ("p50", "p95")),
            str(figures[name]["passages_a_second"]),
        )
        for name in ("onnx", "sentence_transformers")
    ]
    yield from _table(("embedder", "one question, ms, p50", "p95", "passages a second"), rows)
    yield ""
    yield f"Least cosine between the two vectors of a passage: {figures['least_cosine_between_them']}."


def _nested(figures: Figures) -> Iterator[str]:
    flat: dict[str, object] = {}
    for name, value in figures.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        flat |= {f"{name} {key}".strip(): one for key, one in inner}
    yield from _plain(flat)


def _plain(figures: Figures) -> Iterator[str]:
    yield from _table(
        ("what", "measured"),
        [(name.replace("_", " "), str(value)) for name, value in figures.items()],
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(row)} |"


def _machine(machine: Figures) -> str:
    return (
        f"Measured on {machine['date']} on {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}."
    )


def _load(machine: Figures) -> str:
    return f"Load of the machine before the start: {machine['load_at_start']}."
