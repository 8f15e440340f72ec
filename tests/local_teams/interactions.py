"""What a person's clicks become: activities and invokes, and what the bot's answers show.

`people` calls it.  An answer that Teams could make no sense of raises, since it is always the bot's
fault; a bot that fails or does not answer shows what Teams says then.

Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from tests.local_teams.card_actions import find_action, submitted, titles_in
from tests.local_teams.cards import check_card
from tests.local_teams.delivery import Deliveries
from tests.local_teams.dialogs import Dialog, Door, read_answer
from tests.local_teams.state import ADAPTIVE, PERSONAL, Account, Chat, Json, Message, World
from tests.local_teams.wire import client_info, envelope, invoke

FAILED = "Something went wrong. Please try again."
"""What Teams itself says when a bot does not answer an invoke."""
_CONTEXT = {"theme": "default"}
_OK = range(200, 300)
_SAYS = "application/vnd.microsoft.activity.message"
_ERROR = "application/vnd.microsoft.error"


@dataclass(slots=True)
class Screen:
    """What a person has before them, beside the chats."""

    dialog: Dialog | None = None
    told: list[str] = field(default_factory=list)
    """What Teams showed besides messages: answers to clicks, and failures."""
    opened: list[str] = field(default_factory=list)
    """Pages that were opened."""
    composed: list[Json] = field(default_factory=list)
    """Cards in the composer."""


class Interactions:
    """What becomes of one person's clicks."""

    def __init__(self, *, account: Account, world: World, deliveries: Deliveries) -> None:
        """Begin with nothing open.

        Args:
            account: Who clicks.
            world: Where.
            deliveries: Who is told.
        """
        self.screen = Screen()
        self._account = account
        self._world = world
        self._deliveries = deliveries

    async def press(self, title: str, on: Message, values: Json) -> str:
        """Press a button on a message.

        Returns:
            What is to be said in the person's name; mostly nothing.

        Raises:
            ValueError: There is no such button, or what is filled in is wrong.
        """
        if on.chat.kind == PERSONAL:
            for one in (on.activity.get("suggestedActions") or {}).get("actions") or []:
                if one["title"] == title:
                    return str(one["value"])
        found = find_action(on.cards, title)
        if found is None:
            raise ValueError(f"There is no button '{title}', only {titles_in(on.cards)}.")
        action, card = found
        if action["type"] == "Action.OpenUrl":
            self.screen.opened.append(action["url"])
        elif action["type"] == "Action.Execute":
            await self._execute(action, submitted(action, card, values), on)
        elif action["type"] == "Action.Submit":
            return await self._submit(submitted(action, card, values), on)
        return ""

    async def fetch(self, door: Door, data: Json | None = None) -> None:
        """Ask the bot for a dialog."""
        await self._ask(door, door.fetches, data)

    async def fill(self, values: Json, button: str) -> None:
        """Fill the open dialog in, and send it.

        Args:
            values: By an input's id or label.
            button: The title of what is pressed; empty: the first that sends.

        Raises:
            ValueError: No dialog with a card is open, or what is filled in is wrong.
        """
        dialog = self.screen.dialog
        if dialog is None or dialog.card is None:
            raise ValueError(f"{self._account.name} has no dialog open that could be filled in.")
        action = self._sender(dialog.card, button)
        data = submitted(action, dialog.card, values)
        await self._ask(dialog.door, dialog.door.submits, data)

    async def feedback(self, on: Message, reaction: str, words: str) -> None:
        """Send a thumb and what was written with it."""
        given = {"reaction": reaction, "feedback": json.dumps({"feedbackText": words})}
        value = {"actionName": "feedback", "actionValue": given}
        await self._invoke("message/submitAction", on.chat, value, on.root, on.id)

    def door(self, on: Message) -> Door:
        """Of a dialog that a button of a message opens."""
        return Door(on.chat, "task/fetch", "task/submit", root=on.root, reply_to=on.id)

    def _sender(self, card: Json, button: str) -> Json:
        titles = [button] if button else titles_in([card])
        for title in titles:
            found = find_action([card], title)
            if found is not None and found[0]["type"] in ("Action.Submit", "Action.Execute"):
                return found[0]
        raise ValueError(f"The dialog has no such button that sends: {titles_in([card])}.")

    async def _submit(self, data: Json, on: Message) -> str:
        teams = data.get("msteams") or {}
        match teams.get("type"):
            case "task/fetch":
                await self.fetch(self.door(on), data)
            case "imBack":
                return str(teams["value"])
            case "messageBack":
                self._announce(on, teams.get("value") or {}, str(teams.get("text") or ""))
            case None:
                self._announce(on, data)
            case other:
                raise ValueError(f"Teams knows no action of type '{other}'.")
        return ""

    def _announce(self, on: Message, value: Json, text: str = "") -> None:
        activity = envelope(self._world, "message", on.chat, self._account, root=on.root)
        more: Json = {
            "id": self._world.new_id(),
            "replyToId": on.id,
            "value": value,
            "entities": [client_info()],
        }
        if text:
            more |= {"text": text, "textFormat": "plain"}
        self._deliveries.announce({**activity, **more})

    async def _execute(self, action: Json, data: Json, on: Message) -> None:
        shown = {name: action[name] for name in ("id", "verb") if name in action}
        value: Json = {
            "action": {"type": "Action.Execute", **shown, "data": data},
            "trigger": "manual",
        }
        body = await self._invoke("adaptiveCard/action", on.chat, value, on.root, on.id)
        if body is None:
            return
        match body.get("type"), body.get("value"):
            case (kind, str() as words) if kind == _SAYS:
                self.screen.told.append(words)
            case (kind, dict() as card) if kind == ADAPTIVE:
                check_card(card)
                _replace(on, card)
            case (kind, dict() as error) if kind == _ERROR:
                self.screen.told.append(str(error.get("message") or FAILED))
            case _:
                raise ValueError(f"Teams makes no sense of this answer to a click: {body}.")

    async def _ask(self, door: Door, name: str, data: Json | None) -> None:
        value: Json = {**door.extra, "context": _CONTEXT}
        if data is not None:
            value["data"] = data
        activity = self._activity(name, door.chat, value, door.root, door.reply_to)
        if not door.names_chat:
            del activity["conversation"]
        answer = await self._deliveries.invoke(activity)
        if answer.status not in _OK:
            self.screen.told.append(FAILED)
            return
        said = read_answer(answer.body, door)
        self.screen.dialog = said.dialog
        self.screen.composed.extend(said.composed)
        if said.words:
            self.screen.told.append(said.words)

    async def _invoke(
        self, name: str, chat: Chat, value: Json, root: str, reply_to: str
    ) -> Json | None:
        activity = self._activity(name, chat, value, root, reply_to)
        answer = await self._deliveries.invoke(activity)
        status, body = answer.status, answer.body
        if status not in _OK or (isinstance(body, dict) and body.get("statusCode", 200) not in _OK):
            told = body.get("value") if isinstance(body, dict) else None
            self.screen.told.append(
                str(told["message"]) if isinstance(told, dict) and "message" in told else FAILED
            )
            return None
        return body if isinstance(body, dict) else {}

    def _activity(self, name: str, chat: Chat, value: Json, root: str, reply_to: str) -> Json:
        activity = invoke(self._world, name, chat, self._account, value, root=root)
        return {**activity, "replyToId": reply_to} if reply_to else activity


def _replace(message: Message, card: Json) -> None:
    others = [one for one in message.activity["attachments"] if one["contentType"] != ADAPTIVE]
    shown = {"contentType": ADAPTIVE, "content": card}
    message.activity = {**message.activity, "attachments": [shown, *others]}
