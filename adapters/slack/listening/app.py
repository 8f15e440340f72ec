"""Registers every listener on the Bolt app, and who keeps strangers from all of them.

`bot` calls it once; surfaces register theirs besides, and rely on the same doorkeeper.
"""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from adapters.slack.listening.commands import Commands
from adapters.slack.listening.faults import handle_fault
from adapters.slack.listening.feedback import FeedbackButtons
from adapters.slack.listening.lifecycle import Lifecycle
from adapters.slack.listening.messages import Messages
from adapters.slack.listening.shortcuts import Shortcuts
from adapters.slack.listening.stops import Stops
from adapters.slack.names import ANSWER_THIS, COMMAND, FEEDBACK, FEEDBACK_REASON, STOP
from adapters.slack.taking_in.asking import Asking
from adapters.slack.taking_in.doorkeeper import Doorkeeper
from adapters.slack.taking_in.people import PeopleNames
from adapters.slack.taking_in.telling import Teller
from adapters.slack.taking_in.users import Users
from adapters.slack.tools import SlackTools
from core.chatting.thread_talk import ThreadTalk


def register(app: AsyncApp, *, tools: SlackTools) -> None:
    """Listen to messages, the command, the shortcut, buttons, and what happens to the desk.

    The app has to be made with `process_before_response=True`, because what is acknowledged must be
    kept, and with `raise_error_for_unhandled_request=True`, because Bolt would otherwise quote what
    nobody listens to in its log, and Slack deliver it again.

    Args:
        app: Of Bolt.
        tools: What listeners work with.
    """
    teller = Teller(calls=tools.calls, chores=tools.chores)
    asking = Asking(desk=tools.desk, turns=tools.turns, teller=teller)
    users = Users(calls=tools.calls)
    names = PeopleNames(users=users, chores=tools.chores)
    app.middleware(Doorkeeper(tools=tools, users=users, teller=teller).let_in)
    talk = ThreadTalk(was_shown=lambda turn_id: tools.opener.has_shown(turn_id) is True)
    messages = Messages(tools=tools, asking=asking, teller=teller, names=names, talk=talk)
    _hear_messages(app, messages)
    app.command(COMMAND)(Commands(tools=tools, asking=asking, teller=teller).given)
    shortcuts = Shortcuts(tools=tools, asking=asking, teller=teller, names=names, talk=talk)
    app.message_shortcut(ANSWER_THIS)(shortcuts.chosen)
    _hear_buttons(app, tools, teller)
    _hear_lifecycle(app, Lifecycle(tools=tools))
    app.error(handle_fault)


def _hear_messages(app: AsyncApp, messages: Messages) -> None:
    app.event("app_mention")(messages.hear)
    app.event("message")(messages.hear)


def _hear_buttons(app: AsyncApp, tools: SlackTools, teller: Teller) -> None:
    stops = Stops(tools=tools, teller=teller)
    app.event("agent_session_stopped")(stops.session_stopped)
    app.action(STOP)(stops.button_pressed)
    feedback = FeedbackButtons(tools=tools, teller=teller)
    app.action(FEEDBACK)(feedback.pressed)
    app.view(FEEDBACK_REASON)(feedback.reason_given)


def _hear_lifecycle(app: AsyncApp, lifecycle: Lifecycle) -> None:
    app.event("member_joined_channel")(lifecycle.member_joined)
    app.event("app_uninstalled")(lifecycle.app_uninstalled)
    app.event("tokens_revoked")(lifecycle.tokens_revoked)
