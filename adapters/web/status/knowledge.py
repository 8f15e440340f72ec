"""What the desk knows and how fresh it is: the index, the last refresh, the sources."""

from __future__ import annotations

from datetime import datetime

from adapters.web.markup import (
    Html,
    badge,
    element,
    facts,
    joined,
    link,
    moment,
    muted,
    section,
    table,
)
from adapters.web.words import count_of, duration
from core.domain import IndexState, RefreshState, SourceState

_SHOWN_FAILURES = 50


def index_section(index: IndexState | None, generator: str, now: datetime) -> Html:
    """The index that serves, and what writes the answers."""
    if index is None:
        missing = element("p", "There is no index yet: nothing can be answered.", class_="muted")
        return section("index", "Index", missing, facts(("Answers written by", generator)))
    return section(
        "index",
        "Index",
        facts(
            ("Built", moment(index.built_at, now)),
            ("Pages", f"{index.pages:,}"),
            ("Passages", f"{index.passages:,}"),
            ("Embedding model", index.model_id),
            ("Answers written by", generator),
        ),
    )


def refresh_section(refresh: RefreshState | None, next_at: datetime | None, now: datetime) -> Html:
    """How the last refresh went, page by page where one could not be read."""
    next_one = moment(next_at, now) if next_at else muted("not planned")
    if refresh is None:
        nothing = element("p", "No refresh has run yet.", class_="muted")
        return section("refresh", "Last refresh", nothing, facts(("Next", next_one)))
    return section(
        "refresh",
        "Last refresh",
        facts(
            ("Result", _result(refresh)),
            ("Began", moment(refresh.started_at, now)),
            ("Took", duration(refresh.seconds)),
            ("Next", next_one),
            ("New", f"{refresh.new:,}"),
            ("Changed", f"{refresh.changed:,}"),
            ("Unchanged", f"{refresh.unchanged:,}"),
            ("Gone", f"{refresh.gone:,}"),
            ("Failed", f"{len(refresh.failed):,}"),
        ),
        *_troubles(refresh),
    )


def _result(refresh: RefreshState) -> Html:
    if refresh.error:
        return badge("failed", "bad")
    if refresh.failed or refresh.incomplete:
        return badge("with failures", "warn")
    word = "published" if refresh.published else "nothing new"
    return badge(word, "good")


def _troubles(refresh: RefreshState) -> list[Html]:
    troubles = []
    if refresh.error:
        troubles.append(element("p", refresh.error, class_="notice bad"))
    if refresh.incomplete:
        lines = (element("li", trouble) for trouble in refresh.incomplete)
        troubles += [element("h3", "Not read to the end"), element("ul", *lines)]
    if refresh.failed:
        shown = refresh.failed[:_SHOWN_FAILURES]
        rows = ((link(address), reason) for address, reason in shown)
        title = element("summary", f"{count_of(len(refresh.failed), 'page')} could not be read")
        inside = [table("Pages that could not be read", ("Page", "Reason"), rows)]
        if more := len(refresh.failed) - len(shown):
            inside.append(element("p", f"and {more:,} more", class_="muted"))
        troubles.append(element("details", title, *inside, id="unread"))
    return troubles


def sources_section(sources: tuple[SourceState, ...], now: datetime) -> Html:
    """Where the knowledge comes from."""
    if not sources:
        return section("sources", "Sources", element("p", "None is configured.", class_="muted"))
    rows = (
        (source.name, _place(source), f"{source.pages:,}", moment(source.last_change, now))
        for source in sources
    )
    columns = ("Source", "Address", "Pages", "Last change")
    return section("sources", "Sources", table("Sources of knowledge", columns, rows))


def _place(source: SourceState) -> str:
    """Where it is; only the address itself can be opened."""
    note = f"({source.note})" if source.note else ""
    if not source.address:
        return note
    return joined((link(source.address), f" {note}")) if note else link(source.address)
