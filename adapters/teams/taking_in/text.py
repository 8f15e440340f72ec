"""A message of Teams as its person meant it: mentions, links and entities undone.

Listening calls it before a question goes to the desk.  It must not know what a question is.

Who is named is told by the entities alone.  `TurnContext.remove_recipient_mention` (botbuilder 4.17.1)
looks for the bot's name instead: expected, that the mention goes; actually, the name goes wherever it
stands, so that a bot "Wait" turns "Waiting rooms" into "ing rooms".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.teams.taking_in.html_text import links_of, plain_html, quoted_in
from adapters.teams.taking_in.payloads import Entity, HeardActivity

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_AT = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_GONE = "\x00"
"""Stands where the desk was named until the white space around it is mended."""
_AT_BEGINNING = re.compile(rf"^(?:\s*{_GONE}\s*(?:[,:;!–—-](?=\s|$|\w))?)+\s*")
_WITHIN = re.compile(rf"(?<![ \t])[ \t]*{_GONE}(?=[ \t]*[,.;:!?)]|[ \t]*$)", re.MULTILINE)
_BETWEEN = re.compile(rf"{_GONE}[ \t]*")
_GROUPS = frozenset({"tag", "channel", "team", "chat", "everyone"})
_CHAT = "19:"
"""What ids of channels, teams and chats begin with."""
_WORD = re.compile(r"\S+")
_MARKUP = "xml"
"""`textFormat` of text that is HTML."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention, and where it stands in the text."""

    start: int
    end: int
    entity: Entity


def plain_text(heard: HeardActivity) -> str:
    """Turn a message into what the person wrote.

    Args:
        heard: The message; who received it is the desk, whose mentions leave nothing.

    Returns:
        Text in which line breaks stand as they were, and the others who are named stand as `@Name`.
    """
    raw = heard.text.replace(_GONE, "").replace("\r\n", "\n")
    is_markup = heard.text_format == _MARKUP
    pieces, at = [], 0
    for named in _found(raw, heard.mentions):
        name = _name(named.entity, heard)
        before = raw[at : named.start]
        pieces += [before, html.escape(name)] if is_markup else [_undone(before, heard), name]
        at = named.end
    pieces.append(raw[at:] if is_markup else _undone(raw[at:], heard))
    text = plain_html("".join(pieces)) if is_markup else "".join(pieces)
    text = text.replace("\xa0", " ")
    text = _BETWEEN.sub("", _WITHIN.sub("", _AT_BEGINNING.sub("", text)))
    return _with_links(_without_quoted(text.strip(), heard.html), heard.html)


def mentions(heard: HeardActivity) -> tuple[str, ...]:
    """The ids of the people and bots who are named, in order, each once."""
    people = (one.mentioned.id for one in heard.mentions if _is_person(one))
    return tuple(dict.fromkeys(people))


def mentions_desk(heard: HeardActivity) -> bool:
    """Whether the desk is named."""
    return bool(heard.recipient.id) and heard.recipient.id in mentions(heard)


def names_group(heard: HeardActivity) -> bool:
    """Whether a tag, a channel, a team or everybody is called."""
    return any(bool(one.mentioned.id) and not _is_person(one) for one in heard.mentions)


def _is_person(entity: Entity) -> bool:
    mentioned = entity.mentioned
    is_group = mentioned.type.lower() in _GROUPS or mentioned.id.startswith(_CHAT)
    return bool(mentioned.id) and not is_group


def _found(raw: str, entities: Sequence[Entity]) -> Iterator[_Named]:
    """Where the mentions stand; each is sought behind the one before, because names come twice."""
    at = 0
    for entity in entities:
        if not entity.text:
            continue
        start = raw.find(entity.text, at)
        end = start + len(entity.text)
        if start < 0:
            # Teams has been seen to number them in the text alone: `<at id="0">`.
            tag = next((one for one in _AT.finditer(raw, at) if one[1] == _inside(entity)), None)
            if tag is None:
                continue
            start, end = tag.span()
        yield _Named(start, end, entity)
        at = end


def _inside(entity: Entity) -> str:
    found = _AT.fullmatch(entity.text)
    return found[1] if found else entity.text


def _name(entity: Entity, heard: HeardActivity) -> str:
    if entity.mentioned.id == heard.recipient.id:
        return _GONE
    name = entity.mentioned.name or html.unescape(_inside(entity))
    return f"@{name.lstrip('@')}" if name else ""


def _undone(text: str, heard: HeardActivity) -> str:
    """Undo entities, in one pass: `&amp;lt;` is what somebody wrote as `&lt;`."""
    if not _ENTITY.search(text) or _is_literal(text, heard.html):
        return text
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _is_literal(text: str, as_html: str) -> bool:
    """Whether Teams sent a text as it was typed: it escapes some and some not, the HTML tells."""
    return bool(as_html) and "".join(text.split()) in "".join(plain_html(as_html).split())


def _without_quoted(text: str, as_html: str) -> str:
    """What is replied to is not said again, though some clients send it before the reply."""
    quoted = quoted_in(as_html).split()
    words = list(_WORD.finditer(text))
    if not quoted or [one[0] for one in words[: len(quoted)]] != quoted:
        return text
    return text[words[len(quoted) - 1].end() :].strip()


def _with_links(text: str, as_html: str) -> str:
    """Teams' text holds what a link is called; where it leads stands in the HTML alone."""
    for label, address in links_of(as_html):
        if _bare(address) in _bare(text) or label not in text:
            continue
        text = text.replace(label, f"{label} ({address})", 1)
    return text


def _bare(address: str) -> str:
    return re.sub(r"https?://|mailto:", "", address, flags=re.IGNORECASE).rstrip("/").lower()
