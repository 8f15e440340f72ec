"""The button "Ask a person": hands a question over to people and tells who wanted it."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.blocks import escaped
from adapters.slack.names import ASK_PERSON
from adapters.slack.surfaces.links import message_link, workspace_url
from adapters.slack.surfaces.payloads import SurfaceAction
from adapters.slack.taking_in.asking import conversation
from adapters.slack.taking_in.payloads import Json
from adapters.slack.taking_in.pressing import addressee_of
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.taking_in.users import Users
from adapters.slack.taking_in.whereabouts import is_direct
from adapters.slack.tools import SlackTools
from core.chatting.lately import Lately
from core.chatting.private_threads import private_thread
from core.domain import Asker, HandedOver
from core.errors import StorageError

_MOST_REMEMBERED = 2_000
_NAME_SECONDS = 5.0
_GROUP_DIRECT = "mpdm-"
"""Names of direct messages of several people begin with this."""
_GONE = "I do not have that question any more: please ask it again."
_ALREADY = "I have passed this question on already."
_FAILED = "I could not pass your question on just now. Please try again in a moment."


@dataclass(frozen=True, slots=True)
class _Press:
    """The button, pressed once."""

    action: SurfaceAction
    workspace: str
    workspace_url: str

    @property
    def is_direct(self) -> bool:
        return is_direct(self.action.channel_id)

    @property
    def is_private(self) -> bool:
        return self.action.container.is_ephemeral

    def threads(self) -> tuple[str, ...]:
        """Where the question may have been kept: a private answer may stand in a thread too."""
        if self.is_private:
            return private_thread(self.action.user.id), self.action.thread
        return (self.action.thread,)

    def link(self) -> str:
        """Where the question is; empty where others cannot go."""
        if self.is_private or self.is_direct or self.action.channel_name.startswith(_GROUP_DIRECT):
            return ""
        return message_link(self.workspace_url, self.action.channel_id, self.action.thread)

    def passed_on(self) -> str:
        """What the person is told."""
        if self.link():
            return "I have passed your question on to people. They answer here, or write to you."
        return "I have passed your question on to people. They will write to you."

    def addressee(self) -> Addressee:
        """Where the person alone is told."""
        return addressee_of(self.action, self.workspace, is_direct=self.is_direct)


class AskingPeople:
    """Listens to the button."""

    def __init__(self, tools: SlackTools) -> None:
        """Take who hands questions over."""
        self._tools = tools
        self._teller = Teller(calls=tools.calls, chores=tools.chores)
        self._users = Users(calls=tools.calls)
        self._under_way: Lately[tuple[str, str], _Press] = Lately(most=_MOST_REMEMBERED)
        """By turn and person: a second press tells nothing twice."""

    def listen(self, app: AsyncApp) -> None:
        """Listen to the button."""
        app.action(ASK_PERSON)(self._pressed)

    async def _pressed(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        action = SurfaceAction.model_validate(body)
        await ack()
        name = (action.value, action.user.id)
        press = _Press(action, context.team_id or "", workspace_url(context))
        before = self._under_way.get(name)
        if before is not None:
            # Slack may deliver one press more than once; another press deserves a word.
            if before.action.once != action.once:
                self._teller.tell(press.addressee(), _ALREADY)
            return
        self._under_way.put(name, press)
        self._tools.chores.start("ask_person", self._hand_over(press))

    async def _hand_over(self, press: _Press) -> None:
        text, said = _FAILED, HandedOver.GONE
        try:
            said = await self._handed_over(press)
            text = self._in_words(press, said)
        except StorageError:
            pass
        finally:
            if said is not HandedOver.DONE:
                self._under_way.forget((press.action.value, press.action.user.id))
        await self._teller.tell_now(press.addressee(), text)

    async def _handed_over(self, press: _Press) -> HandedOver:
        """Give the question to people.

        Raises:
            StorageError: The database cannot be read or written.
        """
        if self._tools.people is None:
            return HandedOver.NOBODY
        asker = await self._asker(press)
        said = HandedOver.GONE
        for thread in press.threads():
            key = conversation(press.workspace, press.action.channel_id, thread)
            said = await self._tools.people.hand_over(press.action.value, key, asker)
            if said is not HandedOver.GONE:
                break
        return said

    def _in_words(self, press: _Press, said: HandedOver) -> str:
        match said:
            case HandedOver.DONE:
                return press.passed_on()
            case HandedOver.GONE:
                return _GONE
            case HandedOver.NOBODY:
                contact = self._tools.rules.contact
                turn_to = f" You can turn to {escaped(contact)}." if contact else ""
                return f"There is nobody here whom I could ask.{turn_to}"

    async def _asker(self, press: _Press) -> Asker:
        person = press.action.user.id
        user = await self._users.of(press.workspace, person, in_time_seconds=_NAME_SECONDS)
        return Asker(person, "" if user is None else user.name, press.link())
