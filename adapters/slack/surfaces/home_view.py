"""The App Home as it looks; `adapters.slack.surfaces.home` gathers what stands in it.

Nothing in here asks anybody anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.slack.blocks import unstyled
from adapters.slack.names import (
    COMMAND,
    FORGET_DIRECT,
    HOME_ASK,
    MOST_SECTION_CHARACTERS,
    OPEN_SETTINGS,
)
from adapters.slack.surfaces.links import message_link
from adapters.slack.surfaces.pieces import (
    button,
    channel_menu,
    context,
    divider,
    header,
    moment,
    mrkdwn,
    paragraphs,
    plain,
    section,
)
from adapters.slack.taking_in.payloads import Json
from adapters.slack.taking_in.whereabouts import is_direct
from core.chatting.home_told import (
    MOST_ASKED,
    Condition,
    condition_in_words,
    condition_of,
    doubt_about,
    ending_in_words,
)
from core.chatting.one_line import cut
from core.chatting.private_threads import is_private
from core.domain import (
    AskedQuestion,
    ConversationKey,
    SourceState,
    StatusReport,
    TurnId,
    WaitBoard,
)

_MOST_SUGGESTED = 6
_MOST_SOURCES = 60
_MOST_QUESTION = 150
_MOST_NAME = 120
_MOST_VALUE = 2000
"""Characters of a button's value.
Source: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

_SIGNS = {
    Condition.RESTARTING: ":hourglass_flowing_sand:",
    Condition.FAILING: ":warning:",
    Condition.ANSWERING: ":white_check_mark:",
}


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What there is to show to one person."""

    report: StatusReport
    suggestions: Sequence[str]
    asked: Sequence[AskedQuestion] | None
    """The person's questions, latest first; None: they cannot be read just now."""
    workspace_url: str
    """Ends in a slash."""
    now: datetime
    direct_channel: str = ""
    """The direct message of the person with the desk; empty: not known."""
    notice: str = ""
    """What has just been done (mrkdwn)."""
    about_messages: Collection[TurnId] = ()
    """Those of the questions that somebody else had written, as far as that is known."""


def home_view(facts: HomeFacts) -> Json:
    """All of it, as `views.publish` takes it."""
    notice = [section(facts.notice), divider()] if facts.notice else []
    return {
        "type": "home",
        "blocks": [
            *notice,
            *_asking(facts.suggestions),
            divider(),
            *_knowing(facts.report, facts.now),
            divider(),
            *_asked(facts),
            divider(),
            *_settings(facts.direct_channel),
        ],
    }


def _asking(suggestions: Sequence[str]) -> list[Json]:
    told = (
        "Write to me under *Messages*, mention me in a channel, or type "
        f"`{COMMAND}` and your question: then only you see the answer. "
        "I answer from the pages below and name those that I used."
    )
    buttons = [
        button(question, f"{HOME_ASK}_{number}", question)
        for number, question in enumerate(suggestions[:_MOST_SUGGESTED])
        if question.strip() and len(question) <= _MOST_VALUE
    ]
    tries = [context("For instance:"), {"type": "actions", "elements": buttons}] if buttons else []
    return [header("Ask me"), section(told), *tries]


def _knowing(report: StatusReport, now: datetime) -> list[Json]:
    again = report.next_refresh_at
    return [
        header("What I know"),
        section(_state(report)),
        *_sources(report.sources),
        *([context(f"I read them again {moment(again)}.")] if again and report.sources else []),
        *([section(_waits(report.waits, report.waits_feed, now))] if report.waits else []),
    ]


def _state(report: StatusReport) -> str:
    return f"{_SIGNS[condition_of(report)]} {condition_in_words(report, unstyled)}"


def _sources(sources: Sequence[SourceState]) -> list[Json]:
    if not sources:
        return [section("There are no pages yet that I could answer from.")]
    lines = [f"• {_source(source)}" for source in sources[:_MOST_SOURCES]]
    left = len(sources) - _MOST_SOURCES
    more = [context(f"And {left} more: `{COMMAND} sources` lists all.")] if left > 0 else []
    return [*paragraphs(lines, MOST_SECTION_CHARACTERS), *more]


def _source(source: SourceState) -> str:
    pages = "1 page" if source.pages == 1 else f"{source.pages:,} pages"
    read = f"read {moment(source.last_change)}" if source.last_change else "not read yet"
    return f"*{unstyled(cut(source.name, _MOST_NAME))}*: {pages}, {read}"


def _waits(board: WaitBoard, feed: str, now: datetime) -> str:
    named = f" of {unstyled(cut(feed, _MOST_NAME))}" if feed else ""
    if board.as_of is None:
        return f"• *Wait times*{named}: I cannot read them just now."
    return f"• *Wait times*{named}: as of {moment(board.as_of)}{doubt_about(board, now)}"


def _asked(facts: HomeFacts) -> list[Json]:
    title = header("Your recent questions")
    if facts.asked is None:
        return [title, section("I cannot look them up just now.")]
    if not facts.asked:
        return [title, section("You have not asked me anything yet.")]
    shown = facts.asked[:MOST_ASKED]
    lines = [_one(asked, facts.workspace_url, facts.about_messages) for asked in shown]
    return [title, *(section(line) for line in lines)]


def _one(asked: AskedQuestion, workspace_url: str, about_messages: Collection[TurnId]) -> str:
    where = asked.conversation
    question = unstyled(cut(asked.text, _MOST_QUESTION)) or "(no text)"
    link = message_link(workspace_url, where.channel, where.thread)
    # A pipe would end the link's text.
    titled = f"<{link}|{question.replace('|', '¦')}>" if link else question
    ending = ending_in_words(asked.outcome, unstyled)
    told = f"{ending}, {_place(where)}, {moment(asked.asked_at)}"
    if asked.turn_id and asked.turn_id in about_messages:
        return f"You asked about a message: {titled}\n{told}"
    return f"{titled}\n{told}"


def _place(where: ConversationKey) -> str:
    if is_private(where.thread):
        what = "a direct message" if is_direct(where.channel) else f"<#{where.channel}>"
        return f"asked privately in {what}"
    return "in our direct messages" if is_direct(where.channel) else f"in <#{where.channel}>"


def _settings(direct_channel: str) -> list[Json]:
    told = "*A channel*: what I answer from there, whether I wait to be mentioned, how long answers are."
    direct = "*Our direct messages*: what I answer from, how long answers are."
    own = button("Open", OPEN_SETTINGS, direct_channel)
    return [
        header("Settings"),
        section(told, channel_menu()),
        *([section(direct, own)] if direct_channel else []),
        section(
            "*What I remember*: our direct messages, so that you can ask further.", _forgetting()
        ),
    ]


def _forgetting() -> Json:
    confirm = {
        "title": plain("Forget our direct messages?"),
        "text": mrkdwn(
            "I delete what you asked me here and what I answered, from my memory and from the "
            "list of your questions. The messages themselves stay in Slack."
        ),
        "confirm": plain("Forget them"),
        "deny": plain("Cancel"),
        "style": "danger",
    }
    return button("Forget them", FORGET_DIRECT, style="danger", confirm=confirm)
