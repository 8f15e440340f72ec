"""The Messages tab of the agent view: questions to begin with.

Slack keeps them until they are replaced, so they are sent only where they have changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.slack.surfaces.pieces import MOST_OPTION_CHARACTERS, cut
from adapters.slack.tools import SlackTools
from core.chatting.lately import Lately
from core.domain import WaitBoard

_MOST_PROMPTS = 4
"""Source: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts"""
_MOST_REMEMBERED = 5_000
_TITLE = "Ask me, for instance:"
_ABOUT_WAITS = "Which emergency department has the shortest wait now?"


class Prompts:
    """Suggests questions to whoever opens the Messages tab."""

    def __init__(self, tools: SlackTools) -> None:
        """Take where questions come from."""
        self._tools = tools
        self._shown: Lately[tuple[str, str], tuple[str, ...]] = Lately(most=_MOST_REMEMBERED)

    async def show(self, workspace: str, person: str, channel: str) -> None:
        """Show questions in the direct message of a person with the desk, unless they stand there.

        Args:
            workspace: The team's id.
            person: Who opened it.
            channel: The direct message.
        """
        report = await self._tools.status.report()
        questions = prompts(await self._tools.suggestions(), report.waits)
        if not questions or self._shown.get((workspace, person)) == questions:
            return
        told = await self._tools.calls.try_call(
            workspace,
            "assistant.threads.setSuggestedPrompts",
            channel_id=channel,
            title=_TITLE,
            prompts=[
                {"title": cut(one, MOST_OPTION_CHARACTERS), "message": one} for one in questions
            ],
        )
        if told is not None:
            self._shown.put((workspace, person), questions)


def prompts(suggested: Sequence[str], waits: WaitBoard | None) -> tuple[str, ...]:
    """At most four questions; one is on wait times where they are known.

    Args:
        suggested: Questions worth asking, best first.
        waits: What is known of wait times; None: no feed is read.
    """
    questions = [question for question in suggested if question.strip()][:_MOST_PROMPTS]
    knows_waits = waits is not None and waits.as_of is not None and waits.waits
    if knows_waits and not any("wait" in question.casefold() for question in questions):
        questions = [*questions[: _MOST_PROMPTS - 1], _ABOUT_WAITS]
    return tuple(questions)
