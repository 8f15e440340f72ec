"""The Messages tab of the agent view: questions to begin with.

Slack keeps them until they are replaced, so they are sent only where they have changed; it takes four.

Source: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
"""

from __future__ import annotations

from adapters.slack.surfaces.pieces import MOST_OPTION_CHARACTERS
from adapters.slack.tools import SlackTools
from core.chatting.first_questions import first_questions
from core.chatting.lately import Lately
from core.chatting.one_line import cut

_MOST_REMEMBERED = 5_000
_TITLE = "Ask me, for instance:"


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
        questions = first_questions(await self._tools.suggestions(), report.waits)
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
