"""How text is taken apart: words, their stems, sentences, links.

Indexing and answering must cut text the same way, so both call this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_COMPOUND = re.compile(r"\b[^\W\d_]{2,}(?:-[^\W\d_]+)+\b")
_MARKDOWN_LINK = re.compile(r"\[([^\]\n]*)\]\((\S+?)\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any anybody anyone anything are as at be because been
    before being but by can cannot could did do does doing done else for from get gets getting give
    go going got had has have having he hello help her hers hey hi him his how i if in into is it
    its just know let like me mine more most much my need no not of off ok on onto or our ours out
    over own please she should so some somebody someone something such tell thank thanks that the
    their theirs them then there these they this those to too up us very want was we were what
    when where which while who whom whose why will with would you your yours
    s t d ll m re ve dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt im ive id youre
    thats whats wheres whos hows theres lets able make makes making made way ways thing things
    """.split()
)
"""Words that say nothing about what a question is about."""

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st no nos ext tel fax vs etc e.g i.e a.m p.m approx dept inc ltd co corp fig
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun min max sr jr rm bldg ave
    """.split()
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")


def fold(text: str) -> str:
    """Lower-case text and strip accents, so that `Renée` and `renee` are one word."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Every word and number of a text in order, folded; compounds with hyphens also joined.

    `On-call, ext. 0142` gives `on`, `call`, `ext`, `0142`, `oncall`.
    """
    folded = fold(text)
    found = [word.removesuffix("'s").replace("'", "") for word in _WORD.findall(folded)]
    found.extend(match.replace("-", "") for match in _COMPOUND.findall(folded))
    return found


def terms(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, repeats included."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word: `scheduling` and `schedules` are both `schedul`."""
    if not word.isalpha():
        return word
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=8_000)
def stems(text: str) -> frozenset[str]:
    """The stems of a text as it is read aloud, each once.

    Remembered: people ask about the same pages, and reading them is half of the time of an answer.
    """
    return frozenset(terms(plain(text)))


def plain(text: str) -> str:
    """Text as it is read aloud: Markdown links become their words, emphasis marks go."""
    return _EMPHASIS.sub(r"\2", _MARKDOWN_LINK.sub(r"\1", text))


def sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; `Dr. Lee`, `ext. 5` and `8 a.m. to 4 p.m.` stay whole.

    Joined with single spaces the sentences give the text back, white space aside.
    """
    return list(_split(" ".join(text.split())))


def _split(text: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        last_word = (
            text[start : match.start()].rsplit(" ", 1)[-1].lower().strip("([\"'").rstrip(".")
        )
        is_initial = len(last_word) == 1 and last_word.isalpha()
        inside_link = text.count("[", start, match.start()) > text.count("](", start, match.start())
        if text[match.start() - 1] == "." and (last_word in _ABBREVIATIONS or is_initial):
            continue
        if inside_link:
            continue
        yield text[start : match.start()] + text[match.start() : match.end()].rstrip()
        start = match.end()
    if start < len(text):
        yield text[start:]
