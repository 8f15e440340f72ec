"""The whole desk in Microsoft's own make-believe Teams: what Ann sees when she asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.teams.names import ROUTE
from adapters.teams.spot import ChatKind
from bot.service import Service, open_service
from bot.settings import Settings
from bot.settings_clockwork import WaitsSettings
from bot.settings_sections import FolderSettings, SourcesSettings, WebSettings
from bot.settings_teams import TeamsSettings
from core.domain import ConversationKey, Post
from tests.dialogue.houses import write_waits
from tests.e2e.command_line import BASE_URL, Installation
from tests.e2e.slack.service_stage import free_port
from tests.e2e.teams.desk_stage import DRAFT
from tests.e2e.teams.playground import CHATS, TENANT, Playground, playground
from tests.e2e.teams.slow_desk import slow_desk

QUESTION = "Who runs payroll?"
ANSWER = "Maria Chen"


@asynccontextmanager
async def serving(
    frontdesk: Installation, tmp_path: Path
) -> AsyncIterator[tuple[Service, Playground]]:
    """The Playground before a desk that answers from a few documents, and knows the waits of two sites."""
    port = free_port()
    documents = FolderSettings(path=frontdesk.documents, base_url=BASE_URL, name="documents")
    settings = Settings(
        home=frontdesk.home,
        sources=SourcesSettings(folders=(documents,)),
        waits=WaitsSettings(url=write_waits(frontdesk.home / "waits.json"), format="json"),
        web=WebSettings(port=port),
        teams=TeamsSettings(development=True),
    )
    folder = tmp_path / "playground"
    folder.mkdir()
    # The Playground outlives the desk, which waits for answers to what it has sent.
    async with (
        playground(f"http://127.0.0.1:{port}{ROUTE}", folder) as opened,
        open_service(settings, with_terminal=False) as service,
    ):
        yield service, opened


@pytest.fixture
async def teams(frontdesk: Installation, tmp_path: Path) -> AsyncIterator[Playground]:
    """What people see of such a desk."""
    async with serving(frontdesk, tmp_path) as (_, opened):
        yield opened


@pytest.mark.feature("Tried on one’s own machine, without an account")
async def test_an_answer_that_is_there_comes_whole(teams: Playground) -> None:
    """Labelled, with its source and thumbs."""
    said = await teams.says(QUESTION)
    answer = await teams.answer(said, ANSWER)
    assert answer.is_ai
    assert answer.takes_feedback
    assert answer.sources[0][2] == f"{BASE_URL}/payroll.md"
    assert teams.refused == ()


async def test_a_table_of_waits_is_one_card(teams: Playground) -> None:
    """Which is drawn, as there is no text beside it."""
    answer = await teams.answer(await teams.says("wait times"), "Harcourt General Hospital")
    (card,) = answer.cards
    kinds = [element["type"] for element in card["body"]]
    assert "Table" in kinds[1:-1]
    assert (answer.text, answer.layout, answer.takes_feedback) == ("", "list", True)
    assert teams.refused == ()


async def test_an_answer_that_is_being_written_is_streamed(tmp_path: Path) -> None:
    """In the personal chat: what the desk is doing, what it has found so far, then word by word."""
    async with slow_desk() as url, playground(url, tmp_path) as teams:
        said = await teams.says("Where do staff park?")
        answer = await teams.answer(said, "Staff park in lot B.")
        kinds = [shown.stream_kind for shown in teams.seen if shown.stream]
        assert kinds[0] == "informative"
        assert "streaming" in kinds
        assert kinds[-1] == answer.stream_kind == "final"
        assert teams.refused == ()


async def test_an_answer_that_is_being_written_is_buffered_in_a_channel(tmp_path: Path) -> None:
    """What it has found so far becomes the answer, in one message."""
    async with slow_desk() as url, playground(url, tmp_path) as teams:
        said = await teams.says("Where do staff park?", ChatKind.CHANNEL)
        answer = await teams.answer(said, "Staff park in lot B.")
        assert (teams.seen[0].id, DRAFT in teams.seen[0].text) == (answer.id, True)
        assert all(not shown.stream for shown in teams.seen)
        assert teams.refused == ()


async def test_a_post_comes_unasked(frontdesk: Installation, tmp_path: Path) -> None:
    """What is posted by the clock stands in the channel, as a thread of its own."""
    async with serving(frontdesk, tmp_path) as (service, teams):
        await teams.answer(await teams.says(QUESTION, ChatKind.CHANNEL), ANSWER)
        channel = ConversationKey("teams", TENANT, CHATS[ChatKind.CHANNEL])
        posted = Post("p1", channel, "**Wait times** at 07:00", datetime.now(UTC))
        assert await service.doors["teams"].poster.post(posted)
        shown = await teams.until(lambda one: "07:00" in one.text)
        assert shown.text == "**Wait times** at 07:00"


async def test_an_answer_in_a_channel_is_given_at_once(teams: Playground) -> None:
    """In the thread of the question, without any stream, which Teams would refuse."""
    said = await teams.says(QUESTION, ChatKind.CHANNEL)
    answer = await teams.answer(said, ANSWER)
    assert answer.is_ai
    assert answer.sources
    assert all(not shown.stream for shown in teams.seen)
    assert teams.refused == ()


async def test_a_group_chat_is_answered_too(teams: Playground) -> None:
    """Where it was asked."""
    said = await teams.says(QUESTION, ChatKind.GROUP)
    answer = await teams.answer(said, ANSWER)
    assert answer.sources
    assert teams.refused == ()


async def test_a_follow_up_in_a_thread_is_understood(teams: Playground) -> None:
    """By what was said in that thread."""
    said = await teams.says("What does a parking permit cost?", ChatKind.CHANNEL)
    await teams.answer(said, "$12")
    reply = await teams.says("whom do I call for one?", ChatKind.CHANNEL, under=said)
    assert "780-555-0142" in (await teams.answer(reply, "780-555-0142")).text


async def test_a_thumb_is_taken(teams: Playground) -> None:
    """Though the Playground does not tell which message it is about."""
    answer = await teams.answer(await teams.says(QUESTION), ANSWER)
    status = await teams.rates(answer, "like")
    assert status == 200


async def test_adding_the_app_harms_nothing(teams: Playground) -> None:
    """Each kind of chat may get it; the desk says hello or keeps silent, and is refused nothing."""
    for kind in ChatKind:
        await teams.adds_bot(kind)
    await teams.answer(await teams.says(QUESTION), ANSWER)
    assert teams.refused == ()
