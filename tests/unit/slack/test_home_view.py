"""The App Home as it looks to somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.local_slack.block_kit import check_view
from adapters.local_slack.reading import blocks_as_text, mentions_of
from adapters.local_slack.state import App, Json, Message, Workspace
from adapters.slack.names import FORGET_DIRECT, HOME_ASK, OPEN_SETTINGS
from adapters.slack.surfaces.home import is_worth_listing
from adapters.slack.surfaces.home_view import HomeFacts, home_view
from core.domain import AskedQuestion, Check, ConversationKey, Line, SourceState, StatusReport
from tests.fakes.desk import NOON
from tests.fakes.report import BOARD

REPORT = StatusReport(
    checks=(Check("index", passed=True, detail="open"),),
    index=None,
    sources=(
        SourceState("Staffing handbook", "https://handbook.example.org/", 48, NOON),
        SourceState("Policies", "/srv/policies", 1, None),
    ),
    refresh=None,
    next_refresh_at=NOON + timedelta(hours=14),
    line=Line(0, 0, 200, is_open=True),
    recent=(),
    generator="quoted",
)
ASKED = AskedQuestion(
    ConversationKey("slack", "T0LOCAL", "C0GENERAL", "1700000000.000100"),
    "May I carry over leave?",
    "answered",
    NOON,
)
FACTS = HomeFacts(
    report=REPORT,
    suggestions=("May I carry over leave?", "Who do I call at night?"),
    asked=(ASKED,),
    workspace_url="https://kestrel.slack.com/",
    now=NOON,
    direct_channel="D0ANN",
)
WORKSPACE = Workspace(app=App(manifest={}))


def drawn(facts: HomeFacts) -> Json:
    """The view, as Slack takes it."""
    view = home_view(facts)
    check_view(view)
    return view


def read(facts: HomeFacts) -> str:
    """What a person reads."""
    return blocks_as_text(drawn(facts)["blocks"], WORKSPACE)


def test_it_tells_what_is_known_and_how_fresh() -> None:
    """Each source with its pages and when it was read, and when that happens again."""
    text = read(FACTS)
    assert "Staffing handbook: 48 pages, read " in text
    assert "Policies: 1 page, not read yet" in text
    assert "I read them again " in text
    assert "I am answering now, and nobody is waiting." in text


def test_times_are_of_the_zone_of_whoever_looks() -> None:
    """Slack formats them; where it cannot, they are told in UTC."""
    moment = (
        f"<!date^{int(NOON.timestamp())}^{{date_short_pretty}} at {{time}}|2026-11-24 12:00 UTC>"
    )
    assert moment in str(drawn(FACTS))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (replace(REPORT, line=Line(2, 1, 200, is_open=True)), "1 question is waiting"),
        (replace(REPORT, line=Line(2, 3, 200, is_open=True)), "3 questions are waiting"),
        (replace(REPORT, line=Line(0, 0, 200, is_open=False)), "I am being restarted"),
        (
            replace(REPORT, checks=(Check("index", passed=False, detail="secret path"),)),
            "What does not work: index.",
        ),
        (replace(REPORT, sources=()), "There are no pages yet"),
    ],
)
def test_it_tells_how_the_desk_is_doing(facts: StatusReport, told: str) -> None:
    """In calm words, and never what only operators should read."""
    text = read(replace(FACTS, report=facts))
    assert told in text
    assert "secret path" not in text


@pytest.mark.parametrize(
    ("board", "told"),
    [
        (replace(BOARD, as_of=NOON - timedelta(minutes=4)), "Wait times of AHS: as of "),
        (BOARD, "They are old"),
        (replace(BOARD, as_of=None), "I cannot read them just now"),
    ],
)
def test_it_tells_how_fresh_wait_times_are(board: object, told: str) -> None:
    """Fresh, old, or none."""
    report = replace(REPORT, waits=board, waits_feed="AHS")  # type: ignore[arg-type]
    assert told in read(replace(FACTS, report=report))


def test_without_a_feed_nothing_is_said_of_wait_times() -> None:
    """What this desk does not have is left out."""
    assert "Wait times" not in read(FACTS)


def test_suggestions_can_be_pressed() -> None:
    """Each button has an action of its own and carries the whole question."""
    question = "What " + "is that and " * 20 + "what is it not?"
    view = drawn(replace(FACTS, suggestions=("Who?", question, " ")))
    (buttons,) = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    assert [button["value"] for button in buttons] == ["Who?", question]
    assert [button["action_id"] for button in buttons] == [f"{HOME_ASK}_0", f"{HOME_ASK}_1"]


def test_without_suggestions_there_is_no_empty_row() -> None:
    """Slack takes no actions block without elements."""
    assert "For instance" not in read(replace(FACTS, suggestions=()))


def test_recent_questions_lead_to_where_they_were_asked() -> None:
    """With how each ended."""
    text = read(FACTS)
    link = "https://kestrel.slack.com/archives/C0GENERAL/p1700000000000100"
    assert f"May I carry over leave? ({link})" in text
    assert "answered, in #" in text


def test_a_private_question_has_no_link() -> None:
    """It stands in no thread."""
    private = replace(ASKED, conversation=replace(ASKED.conversation, thread="private:U0ANN"))
    text = read(replace(FACTS, asked=(private,)))
    assert "archives" not in text
    assert "asked privately in #" in text


def test_questions_of_direct_messages_are_said_to_be_of_there() -> None:
    """The channel has no name that anybody knows."""
    direct = replace(ASKED, conversation=replace(ASKED.conversation, channel="D0ANN"))
    assert "answered, in our direct messages" in read(replace(FACTS, asked=(direct,)))


def test_what_somebody_else_wrote_is_said_to_be_so() -> None:
    """Nobody takes it for their own words."""
    about = replace(ASKED, turn_id="a" * 32)
    facts = replace(FACTS, asked=(ASKED, about), about_messages=("a" * 32,))
    assert read(facts).count("You asked about a message: May I carry over leave?") == 1


@pytest.mark.parametrize("text", ["hello", "thanks!", "subscriptions", "unsubscribe 3", "forget"])
def test_small_talk_and_orders_are_not_listed(text: str) -> None:
    """Nobody looks for them."""
    assert not is_worth_listing(text)


def test_questions_are_listed() -> None:
    """Also short ones."""
    assert is_worth_listing("parking?")


def test_questions_that_cannot_be_read_are_said_to_be_so() -> None:
    """That is another thing than none."""
    assert "I cannot look them up" in read(replace(FACTS, asked=None))
    assert "You have not asked me anything yet" in read(replace(FACTS, asked=()))


def test_settings_and_forgetting_are_at_hand() -> None:
    """A menu of channels, a button for the direct message, and one that asks before it deletes."""
    blocks = drawn(FACTS)["blocks"]
    pressed = {
        block["accessory"]["action_id"]: block["accessory"]
        for block in blocks
        if "accessory" in block
    }
    assert pressed[OPEN_SETTINGS]["value"] == "D0ANN"
    assert "Forget" in pressed[FORGET_DIRECT]["confirm"]["title"]["text"]
    unknown = drawn(replace(FACTS, direct_channel=""))["blocks"]
    assert OPEN_SETTINGS not in str(unknown)


def test_what_others_wrote_is_no_markup() -> None:
    """Neither a question nor the name of a source calls anybody or leads anywhere."""
    evil = "<!channel> <@U0ANN> <https://evil.example|log in> *now* a|b"
    report = replace(
        REPORT, sources=(SourceState(evil, "", 1, NOON),), waits_feed=evil, waits=BOARD
    )
    facts = replace(FACTS, report=report, asked=(replace(ASKED, text=evil, outcome=evil),))
    message = Message("1.000000", "C1", "U1", "", blocks=drawn(facts)["blocks"])
    assert not mentions_of(message)
    assert "evil.example|log in" in read(facts).replace("¦", "|")


def test_much_of_everything_fits() -> None:
    """More sources and longer questions than Slack would take are told as far as they go."""
    sources = tuple(SourceState(f"{n} " + "name " * 40, "", n, NOON) for n in range(300))
    facts = replace(
        FACTS,
        report=replace(REPORT, sources=sources),
        suggestions=["q" * 3000, *("w" * 2000 for _ in range(9))],
        asked=[replace(ASKED, text="long & " * 900)] * 40,
    )
    text = read(facts)
    assert "And 240 more" in text
    assert text.count("long &") <= 10 * 30
