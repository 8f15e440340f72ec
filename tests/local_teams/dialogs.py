"""Dialogs that a bot opens: what it may answer to `task/fetch`, `task/submit` and the extension's twins.

`interactions` reads answers with it.

Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
and …/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.local_teams.cards import check_card
from tests.local_teams.reading import card_as_text
from tests.local_teams.refusals import Refusal
from tests.local_teams.state import ADAPTIVE, Chat, Json

_SIZES = ("small", "medium", "large")
_MOST_TITLE = 64


@dataclass(frozen=True, slots=True)
class Door:
    """Whence a dialog was opened, which is where it is sent to."""

    chat: Chat
    fetches: str
    """The invoke that opens it."""
    submits: str
    """The invoke that it is sent in with."""
    root: str = ""
    reply_to: str = ""
    """The message whose button opened it."""
    names_chat: bool = True
    """Whether Teams says where it is: not of an extension that is used in a chat of two people."""
    extra: Json = field(default_factory=dict)
    """What goes with each invoke: the command of an extension, the message that it is used on."""


@dataclass(frozen=True, slots=True)
class Dialog:
    """An open dialog."""

    title: str
    card: Json | None
    """None: it holds only words."""
    words: str
    door: Door

    @property
    def as_text(self) -> str:
        """What a person reads in it."""
        shown = self.words if self.card is None else card_as_text(self.card)
        return "\n".join(part for part in (self.title, shown) if part)


@dataclass(frozen=True, slots=True)
class Said:
    """What a bot answered to an invoke, as far as a person sees it."""

    dialog: Dialog | None = None
    """None: whatever was open closes."""
    words: str = ""
    """A line that Teams shows."""
    composed: tuple[Json, ...] = ()
    """Cards that stand in the person's composer now, to be sent."""


def read_answer(body: Any, door: Door) -> Said:
    """Read what a bot answered.

    Args:
        body: Of its answer.
        door: Whence the dialog was opened.

    Raises:
        ValueError: Teams would show an error instead, with the reason.
    """
    if body in (None, "", {}):
        return Said()
    if not isinstance(body, dict):
        raise ValueError(f"The answer to {door.fetches} is no JSON object: {body!r}.")  # noqa: TRY004
    if "task" in body:
        return _read_task(body["task"], door)
    if "composeExtension" in body and door.submits.startswith("composeExtension/"):
        return _read_result(body["composeExtension"])
    raise ValueError(f"The answer to {door.fetches} has no 'task': {sorted(body)}.")


def _read_task(task: Any, door: Door) -> Said:
    kind, value = task.get("type"), task.get("value")
    if kind == "message":
        if not isinstance(value, str) or not value:
            raise ValueError("A task of type 'message' has a text as its value.")
        return Said(dialog=Dialog("", None, value, door), words=value)
    if kind != "continue" or not isinstance(value, dict):
        raise ValueError(f"A task is of type 'continue' or 'message', not {kind!r}.")
    _check_task(value)
    return Said(dialog=Dialog(str(value["title"]), value["card"]["content"], "", door))


def _check_task(value: Json) -> None:
    attachment = value.get("card")
    if not isinstance(attachment, dict) or attachment.get("contentType") != ADAPTIVE:
        raise ValueError(f"A dialog's 'card' is an attachment of type {ADAPTIVE}.")
    if not value.get("title") or len(str(value["title"])) > _MOST_TITLE:
        raise ValueError(f"A dialog has a title of 1 to {_MOST_TITLE} characters.")
    for name in ("height", "width"):
        size = value.get(name, "medium")
        if not isinstance(size, int) and size not in _SIZES:
            raise ValueError(f"A dialog's {name} is a number or one of {_SIZES}, not {size!r}.")
    try:
        check_card(attachment.get("content"))
    except Refusal as refusal:
        raise ValueError(refusal.message) from refusal


def _read_result(result: Any) -> Said:
    kind = result.get("type")
    if kind == "message":
        return Said(words=str(result["text"]))
    if kind != "result" or result.get("attachmentLayout") not in ("list", "grid"):
        raise ValueError(f"A composeExtension is a 'result' with an attachmentLayout: {result}.")
    contents = tuple(one["content"] for one in result.get("attachments") or [])
    for one in contents:
        check_card(one)
    return Said(composed=contents)
