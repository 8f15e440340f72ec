"""Turns what a person types into what Teams' composer sends: text with `<at>`, mentions and HTML.

`people` calls it.  The text is not escaped, the HTML is.
Source: https://github.com/MicrosoftDocs/OfficeDocs-SkypeForBusiness/issues/4723
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.local_teams.state import Json, World

_MENTION = (
    '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="{number}">{name}</span>'
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as the composer sends it."""

    text: str
    entities: tuple[Json, ...]
    html: str


def compose(typed: str, world: World) -> Composed:
    """Compose a message.

    Args:
        typed: What was typed; `@` before the bot's or somebody's name is a mention, others stay text.
        world: Whom one can name.
    """
    named = {world.bot_name: world.bot_id} | {one.name: one.id for one in world.accounts.values()}
    pieces = _pieces(typed, sorted(named, key=len, reverse=True))
    text, html = "", ""
    entities: list[Json] = []
    for piece, is_mention in pieces:
        if not is_mention:
            text, html = text + piece, html + escape(piece, quote=False).replace("\n", "<br>")
            continue
        name = next(one for one in named if one.lower() == piece.lower())
        html += _MENTION.format(number=len(entities), name=escape(name))
        text += f"<at>{name}</at>"
        mentioned = {"id": named[name], "name": name}
        entities.append({"type": "mention", "mentioned": mentioned, "text": f"<at>{name}</at>"})
    return Composed(text, tuple(entities), f"<p>{html}</p>")


def _pieces(typed: str, names: Sequence[str]) -> list[tuple[str, bool]]:
    """What was typed, cut at mentions, and whether each is one."""
    found = "|".join(re.escape(name) for name in names)
    parts = re.split(rf"(?<![\w&])@({found})(?!\w)", typed, flags=re.IGNORECASE)
    return [(part, bool(at % 2)) for at, part in enumerate(parts) if part]
