"""The few HTML elements that the status page is made of; everything is escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from adapters.web.words import ago, instant


class Html(str):
    """HTML that is ready; any other text is escaped when it is put into an element."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str) -> Html:
    """An element.

    Args:
        name: Such as `p`.
        content: Texts, and elements.
        attributes: `class_` is `class`; `data_label` is `data-label`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{written}>{joined(content)}</{name}>")


def joined(content: Iterable[str]) -> Html:
    """Several pieces, one after the other."""
    return Html("".join(piece if isinstance(piece, Html) else escape(piece) for piece in content))


def section(identity: str, title: str, *content: str) -> Html:
    """A part of the page under its heading."""
    heading = element("h2", title, id=identity)
    return element("section", heading, *content, class_="card", aria_labelledby=identity)


def facts(*pairs: tuple[str, str]) -> Html:
    """Names with their values."""
    rows = (element("div", element("dt", name), element("dd", value)) for name, value in pairs)
    return element("dl", *rows, class_="facts")


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """A table; on a phone each row becomes a card whose lines carry the columns' names."""
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    body = (
        element(
            "tr",
            *(
                element("td", cell, data_label=column)
                for column, cell in zip(columns, row, strict=True)
            ),
        )
        for row in rows
    )
    return element(
        "table",
        element("caption", caption, class_="unseen"),
        element("thead", head),
        element("tbody", *body),
    )


def badge(word: str, kind: str) -> Html:
    """A word on how something went; `kind` colours it: `good`, `warn`, `bad`, or empty for none."""
    return element("span", word, class_=f"badge {kind}".rstrip())


def muted(text: str) -> Html:
    """A remark."""
    return element("span", text, class_="muted")


def moment(when: datetime | None, now: datetime) -> Html:
    """A time as people say it; pointing at it gives it exactly."""
    if when is None:
        return muted("never")
    return element("time", ago(when, now), datetime=when.isoformat(), title=instant(when))


def link(address: str) -> Html:
    """An address that can be opened where it is one of the web."""
    if not address.startswith(("http://", "https://")):
        return element("span", address, class_="address")
    return element(
        "a", address, href=address, class_="address", target="_blank", rel="noopener noreferrer"
    )
