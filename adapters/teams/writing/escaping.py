"""Text of others inside Markdown, where it must stay text.

Only signs that would act are escaped, so that what is read as it is (by notifications, by screen readers, by
clients that draw no Markdown) stays readable.
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"[*`~\[\]]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])")
"""`_` inside a word styles nothing, and addresses are full of it."""
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_LINE_START = re.compile(
    r"^(\s*)(?:(#(?=#*(?:\s|$))|[+-](?=\s|$)|[=-](?=[=\s-]*$))|(\d{1,9})([.)])(?=\s|$)|(>))"
)
_MENTION = re.compile(r"<(?=/?[ \t]*at\b)", re.IGNORECASE)
_BREAKS = re.compile(r"[\r\n]+")
_ENCODED = {
    " ": "%20",
    "<": "%3C",
    ">": "%3E",
    '"': "%22",
    "\\": "%5C",
    "`": "%60",
    "|": "%7C",
    "[": "%5B",
    "]": "%5D",
}
_NOT_IN_NAMES = re.compile(r"[<>&*_`~\[\]\\\s\x00-\x1f]+")


def escaped(text: str) -> str:
    """What people or pages wrote, literally, in Markdown text; its line breaks stay."""
    return "\n".join(at_line_start(inline(line)) for line in text.split("\n"))


def inline(text: str) -> str:
    """The same for text within a line that begins with something else."""
    text = _ALWAYS.sub(r"\\\g<0>", text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def at_line_start(line: str) -> str:
    """Escaped text whose beginning must make it no heading, item or quote."""
    return _AT_LINE_START.sub(_literal, line)


def _literal(found: re.Match[str]) -> str:
    space, sign, number, mark, quote = found.groups()
    if sign:
        return f"{space}\\{sign}"
    return f"{space}&gt;" if quote else f"{space}{number}\\{mark}"


def code_span(text: str) -> str:
    """Text as code within a line."""
    text = without_mentions(_BREAKS.sub(" ", text))
    fence = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    # Without the spaces a backtick at an end would join the fence; the reader takes them away.
    pad = " " if text[:1] == "`" or text[-1:] == "`" or _loses_spaces(text) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _loses_spaces(text: str) -> bool:
    return text[:1] == text[-1:] == " " and bool(text.strip())


def without_mentions(code: str) -> str:
    """Code in which no `<at>` is one: it may not hold an escape, so something unseen parts it."""
    return _MENTION.sub("<\u200b", code)


def target(address: str) -> str:
    """An address as the target of a link; only what would end it is written otherwise."""
    written = "".join(_ENCODED.get(character, character) for character in address.strip())
    if _is_balanced(written):
        return written
    return written.replace("(", "%28").replace(")", "%29")


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def called(name: str) -> str:
    """A name that needs no escape anywhere: in `<at>…</at>` both ends must be the same."""
    return " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:80] or "somebody"
