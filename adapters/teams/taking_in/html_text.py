"""HTML as Teams' composer writes it, in plain text.

`text` asks it for links, the message extension for the message it was used on.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

_MOST_CHARACTERS = 100_000
"""Teams allows about 28 KB; more is nothing that a person wrote."""
_BREAKS = frozenset({
    "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table",
    "tr", "ul", "codeblock",
})  # fmt: skip
_REPLY = "http://schema.skype.com/Reply"
"""The kind of a blockquote that shows what is replied to: somebody else's words."""

_MENTION = "http://schema.skype.com/Mention"


def plain_html(content: str, *, names: Mapping[str, str] | None = None) -> str:
    """HTML as plain text.

    Args:
        content: The HTML.
        names: What to write for a mention, by its number; where none is given, the tag's own text.
    """
    reader = _Reader(names or {})
    reader.feed(content[:_MOST_CHARACTERS])
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).splitlines()]
    return "\n".join(line for line in lines if line)


def links_of(content: str) -> list[tuple[str, str]]:
    """What the links of some HTML are called, and where they lead (http, https and mail only)."""
    if "<a" not in content:
        return []
    reader = _Reader({})
    reader.feed(content[:_MOST_CHARACTERS])
    reader.close()
    return [(label, address) for label, address in reader.links if label]


def quoted_in(content: str) -> str:
    """The words that a message replies to, as it shows them above its own; empty: none."""
    if _REPLY not in content:
        return ""
    reader = _Reader({})
    reader.feed(content[:_MOST_CHARACTERS])
    reader.close()
    return "".join(reader.quoted)


def holds_pictures(content: str) -> bool:
    """Whether there is something in it that is no text."""
    return "<img" in content or "<attachment" in content


class _Reader(HTMLParser):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.quoted: list[str] = []
        self._names = names
        self._address = ""
        self._label: list[str] = []
        self._quotes = 0
        """How deep within what is replied to."""
        self._named_by = ""
        """The tag of a mention that was written already and is still open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "blockquote" and (self._quotes or given.get("itemtype") == _REPLY):
            self._quotes += 1
        if tag in _BREAKS:
            self._write("\n")
        elif tag == "li":
            self._write("\n- ")
        elif tag in ("td", "th"):
            self._write(" ")
        elif tag in ("img", "emoji"):
            # Emoji are pictures with the character as their text.
            alt = given.get("alt") or ""
            is_emoji = tag == "emoji" or given.get("itemtype") == "http://schema.skype.com/Emoji"
            self._write(alt if is_emoji else "")
        elif tag == "a":
            self._address, self._label = given.get("href") or "", []
        elif (name := self._mentioned(tag, given)) is not None:
            self._write(name)
            self._named_by = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address:
            self._end_link()
        elif tag == self._named_by:
            self._named_by = ""
        elif tag in _BREAKS:
            self._write("\n")
        if tag == "blockquote" and self._quotes:
            self._quotes -= 1

    def handle_data(self, data: str) -> None:
        if self._named_by:
            return
        if self._address:
            self._label.append(data)
        # A line break of the source is none of the text.
        self._write(data.replace("\r", "").replace("\n", " "))

    def _mentioned(self, tag: str, given: dict[str, str | None]) -> str | None:
        """What to write for a mention; None: it is none, or its own text will do."""
        if tag == "at":
            return self._names.get(given.get("id") or "")
        if tag == "span" and given.get("itemtype") == _MENTION:
            return self._names.get(given.get("itemid") or "")
        return None

    def _end_link(self) -> None:
        label, address = " ".join("".join(self._label).split()), self._address
        self._address = ""
        if not address.lower().startswith(("http://", "https://", "mailto:")):
            return
        target = (
            address.removeprefix("mailto:").partition("?")[0] if "mailto:" in address else address
        )
        self.links.append((label, target))
        if label and _bare(label) != _bare(target):
            self._write(f" ({target})")

    def _write(self, text: str) -> None:
        (self.quoted if self._quotes else self.pieces).append(text)


def _bare(address: str) -> str:
    return address.lower().removeprefix("https://").removeprefix("http://").rstrip("/")
