"""People of other organisations (Slack Connect): who is one, and what they are told.

`messages` asks for what people write, `doorkeeper` for everything else that they do.
"""

from __future__ import annotations

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.blocks import escaped


def is_elsewhere(team: str, context: AsyncBoltContext) -> bool:
    """Whether a team, or an organisation of Enterprise Grid, is another than the desk's own.

    Args:
        team: Its id; empty, because Slack did not say: taken for the desk's own.
        context: Of the event.
    """
    return team not in {"", context.team_id, context.enterprise_id}


def stranger_in_words(contact: str) -> str:
    """Why a stranger gets no answer, in Slack's markup.

    Args:
        contact: Whom to ask instead; may be empty.
    """
    reason = "I am sorry: I only answer people of the organisation that runs me, not its guests."
    return f"{reason} For help from a person: {escaped(contact)}" if contact else reason
