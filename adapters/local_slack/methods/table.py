"""Every method of the Web API by its name."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.methods import (
    agents,
    chat,
    conversations,
    files,
    identity,
    reactions,
    streams,
    views,
)
from adapters.local_slack.methods.call import Method

METHODS: Mapping[str, Method] = {
    **identity.METHODS,
    **chat.METHODS,
    **streams.METHODS,
    **conversations.METHODS,
    **reactions.METHODS,
    **files.METHODS,
    **views.METHODS,
    **agents.METHODS,
}
