"""Teams as a stage: the real replies against the local Teams, in a personal chat and a channel."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Self

from adapters.teams.acknowledging import TeamsPace
from adapters.teams.app_adapter import Transport, TransportSettings, open_transport
from adapters.teams.calls import CallRules, TeamsCalls
from adapters.teams.opener import TeamsOpener
from adapters.teams.place import Place, read_place
from adapters.teams.references import Reference, References
from adapters.teams.spot import ChatKind, Spot
from core.chatting.chores import Chores
from core.domain import AcceptedTurn, Outcome, Question
from core.ports import Reply
from tests.contract.stages import Seen, Stage
from tests.fakes.reaching import FakeReferenceStore, FakeShownAnswers
from tests.local_teams.people import Person
from tests.local_teams.reading import buttons, citations, without_markup
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat, Json, Message

FAST = TeamsPace(
    acknowledge_after_seconds=0.02,
    message_after_seconds=0.04,
    typing_pause_seconds=0.05,
    gather_seconds=0.05,
    stream_pause_seconds=0.02,
    edit_pause_seconds=0.02,
)
QUICK = CallRules(
    try_seconds=2.0, in_time_seconds=5.0, piece_seconds=2.0, pause_seconds=0.01, paces={}
)
"""Unpaced."""
_ENDING = re.compile(r"(?:^|\n\n)(?:(?:Sources?|Nearest pages?): \[1\] .*|\*[^*\n]+\*)$")
"""The last paragraph, where it is no text of the answer: pages, or a note."""
_FOR_NOW = "This for now; still writing …"
_FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries the desk's calls to Teams, and the chats that it knows."""

    teams: LocalTeams
    transport: Transport
    references: References

    def calls(self, rules: CallRules = QUICK) -> TeamsCalls:
        """Such as a process makes."""
        return TeamsCalls(
            adapter=self.transport.adapter,
            app_id=self.transport.app_id,
            references=self.references,
            rules=rules,
        )

    async def knows(self, chat: Chat, person: Person | None = None) -> None:
        """Let the desk know a chat, as if something had come from there."""
        reference = Reference(
            spot=Spot(chat.tenant, chat.id, ChatKind(chat.kind)),
            service_url=self.teams.service_url,
            bot_id=self.teams.bot_id,
            bot_name="frontdesk",
            name=chat.name,
            person=person.id if person is not None else "",
        )
        await self.references.keep(reference)


@asynccontextmanager
async def carrying(teams: LocalTeams) -> AsyncIterator[Carrier]:
    """The real adapter, before a local Teams."""
    settings = TransportSettings(
        app_id=teams.app_id,
        app_password=teams.app_password,
        tenant_id=teams.tenant_id,
        openid_url=teams.openid_url,
        login_url=teams.login_url,
    )
    async with open_transport(settings) as transport:
        yield Carrier(teams, transport, References(store=FakeReferenceStore()))


class TeamsStage(Stage):
    """A personal chat, with streams."""

    place = "dm Ann"

    def __init__(self) -> None:
        super().__init__()
        self._stack = AsyncExitStack()
        self.kept_place = ""
        """What the desk has kept of where the answer stands."""
        self._reply: Reply | None = None
        self.answers = FakeShownAnswers()
        self.pace = FAST
        self.opener: TeamsOpener | None = None
        """Of the process that runs; there is none before the first reply is opened."""

    async def __aenter__(self) -> Self:
        self.teams = await self._stack.enter_async_context(LocalTeams())
        self.ann = self.teams.person("ann")
        self.chores = await self._stack.enter_async_context(Chores())
        self.carrier = await self._stack.enter_async_context(carrying(self.teams))
        await self.carrier.knows(self.teams.chat("#general"))
        await self.carrier.knows(self.teams.personal(self.ann), self.ann)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stack.aclose()

    @property
    def chat(self) -> Chat:
        """Where it is asked."""
        return self.teams.chat(self.place)

    async def ask(self, text: str) -> AcceptedTurn:
        said = await self.ann.says(f"@frontdesk {text}", self.chat)
        spot = self._spot(said)
        place = Place(spot.tenant, spot.chat, spot.kind, spot.root, said.id)
        question = Question(text, spot.key, self.ann.id)
        await self.desk.accept(question, event_id="E1", place=place.written())
        return self.desk.asked[-1]

    async def open(self, turn: AcceptedTurn) -> Reply:
        if self.opener is None:
            self.opener = self._opener()
        self._reply = _WholeWords(await self.opener.open(turn, self.keep_place))
        return self._reply

    async def reopen(self, turn: AcceptedTurn) -> Reply:
        await asyncio.sleep(3 * self.pace.gather_seconds)  # what was said is on its way by now
        await self.teams.settled()
        self.opener = self._opener()
        turn = replace(turn, place=self.kept_place or turn.place, attempts=1)
        return _WholeWords(await self.opener.open(turn, self.keep_place))

    async def keep_place(self, place: str) -> None:
        """What the desk does with it."""
        self.kept_place = place

    def ours(self, turn: AcceptedTurn) -> list[Message]:
        """What the desk has said to a question."""
        return self.teams.said_by_bot(self.chat, read_place(turn.place).root or None)

    async def seen(self, turn: AcceptedTurn) -> Seen:
        ours = self.ours(turn)
        text = "\n".join(filter(None, map(_answer, ours)))
        first = ours[0] if ours else None
        is_draft = first is not None and _FOR_NOW in first.text
        return Seen(
            status=_status(first) if first is not None else "",
            draft=text if is_draft else "",
            text="" if is_draft else text,
            sources=[_named(claim["appearance"]) for one in ours for claim in citations(one)],
            is_finished=bool(ours) and not any(map(_is_unfinished, ours)),
            answers=len(ours),
        )

    async def refuse(self, turn: AcceptedTurn) -> None:
        await self.sees(turn, lambda seen: seen.text)
        self.teams.mischief.remove_bot(self.chat)

    async def slow_down(self, turn: AcceptedTurn) -> None:
        self.teams.mischief.slow("*", 0.05, times=1000)

    async def speed_up(self, turn: AcceptedTurn) -> None:
        self.teams.mischief.end()

    async def fail_once(self) -> None:
        self.teams.mischief.fail("send", status=503)

    async def press_stop(self, turn: AcceptedTurn) -> None:
        await self.sees(turn, lambda seen: seen.text)
        await self.ann.stops(self.ours(turn)[0])
        # Teams tells of it when the next piece comes, and only then.
        assert self._reply is not None
        await self._reply.append(" CAD")
        await self.teams.until(lambda: self.teams.calls[-1].status == _FORBIDDEN)
        await self.teams.settled()

    def _opener(self) -> TeamsOpener:
        return TeamsOpener(
            calls=self.carrier.calls(),
            references=self.carrier.references,
            shown=self.answers,
            chores=self.chores,
            stop=self.desk.stop,
            can_ask_person=True,
            pace=self.pace,
        )

    def _spot(self, said: Message) -> Spot:
        kind = ChatKind(self.chat.kind)
        root = said.root if kind is ChatKind.CHANNEL else ""
        return Spot(self.chat.tenant, self.chat.id, kind, root)


class TeamsChannelStage(TeamsStage):
    """A channel, where an answer grows by edits."""

    place = "#general"

    async def press_stop(self, turn: AcceptedTurn) -> None:
        await self.sees(turn, lambda seen: seen.text)
        assert "Stop" in buttons(self.ours(turn)[0])
        # The listener of that button does this; it has tests of its own.
        await self.desk.stop(turn.id)


@dataclass(slots=True)
class _WholeWords:
    """Passes everything on; each piece ends with its word.

    A stream holds back the last word of what there is, as it may become a link; the contract's pieces
    end without a space.
    """

    reply: Reply

    async def status(self, text: str) -> None:
        await self.reply.status(text)

    async def draft(self, text: str) -> None:
        await self.reply.draft(text)

    async def append(self, text: str) -> None:
        await self.reply.append(text if text[-1:].isspace() else f"{text} ")

    async def finish(self, outcome: Outcome) -> None:
        await self.reply.finish(outcome)

    async def abandon(self) -> None:
        await self.reply.abandon()


def _answer(message: Message) -> str:
    """The answer's text in a message: neither what is said beneath it, nor a status."""
    if message.stream == "informative":
        return _plain_draft(message)
    return without_markup(_ENDING.sub("", message.text))


def _plain_draft(message: Message) -> str:
    note, _, draft = message.text.partition("\n\n")
    return draft if note == _FOR_NOW else ""


def _status(message: Message) -> str:
    """What is going on, where it is all that is said."""
    if _answer(message):
        return ""
    return message.text.strip("*") if _is_unfinished(message) else ""


def _is_unfinished(message: Message) -> bool:
    is_streamed = message.stream in ("informative", "streaming") and not message.edits
    return is_streamed or "Stop" in buttons(message)


def _named(shown: Json) -> tuple[str, str]:
    return str(shown["name"]), str(shown.get("url", ""))
