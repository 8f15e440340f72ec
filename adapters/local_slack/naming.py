"""What people read where somebody or something is mentioned.

Called by whoever shows a message.
"""

from __future__ import annotations

from adapters.local_slack.formatted import Span, SpanKind
from adapters.local_slack.state import Workspace


def shown_words(span: Span, workspace: Workspace) -> str:
    """The words of a span, a mention with the name it has in the workspace.

    Args:
        span: E.g. a mention of `U1`.
        workspace: Where to look up who that is.

    Returns:
        E.g. `@Ann Lee`, `#general` or `@channel`; the id where nobody has it.
    """
    match span.kind:
        case SpanKind.USER:
            user = workspace.users.get(span.target)
            return "@" + ((user.real_name or user.name) if user else span.text or span.target)
        case SpanKind.CHANNEL:
            channel = workspace.channels.get(span.target)
            return "#" + ((channel.name if channel else "") or span.text or span.target)
        case SpanKind.GROUP:
            return "@" + (span.text or span.target).removeprefix("@")
        case SpanKind.BROADCAST:
            return "@" + span.target
        case _:
            return span.text
