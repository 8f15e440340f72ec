"""The words of questions on wait times, and how they are mended when they are written wrong.

Called by the other modules of this package; knows no facility.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.waits.asking.common import COMMON_WORDS
from core.words import STOP_WORDS, fold

_TOKEN = re.compile(r"a&e\b|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE)
_MOST_TOKENS = 250
"""Of a longer text the rest is not looked at: no question on wait times needs more words."""

_WAIT = "wait waits waiting waited time times hour hours hr hrs minute minutes min mins"
_SETTING = """er ers ed eds emerg emergs emergency emergencies a&e casualty room rooms department departments dept
    depts urgent care cares ucc uccs hospital hospitals site sites facility facilities centre centres center centers
    ward clinic clinics place places health campus zone region area city town"""
_WISHES = """shortest fastest quickest quietest lowest smallest best least shorter faster quicker quieter lower better less
    longest worst busiest slowest highest longer worse busier slower higher most more busy slammed packed full crowded
    swamped backed quiet bad long short fast quick slow empty jammed insane crazy heavy high low
    compare compared comparison versus vs than yesterday week ago usual usually normal normally typical typically
    average unusual ordinary last past previous earlier before same
    trend trends trending rising falling climbing dropping improving going getting up down changed change changing
    increasing decreasing history lately since morning afternoon evening night
    chart charts graph graphs plot plots diagram
    open opened opening opens close closes closed closing until till late still
    near nearest nearby closest close around next closer far
    north south east west northeast northwest southeast southwest ne nw se sw northern southern eastern western
    side end part downtown central deep"""
_FILLERS = """now right currently current today tonight present moment atm live latest estimated estimate approx status
    update updates please hi hey hello thanks thank anyone there here looking look like see seen doctor doc
    triage people person patient patients line lineup queue go head whole all each every both any either list listing
    show showing give check find anywhere somewhere tell want wanna need gonna rank ranked sort sorted order overview
    summary report approximately roughly about again adult adults child children kid kids kiddo pediatric paediatric peds
    son daughter baby toddler mom dad mother father husband wife grandma grandpa friend newborn teen sick hurt weekday weekend
    currently expected expect average overall day days year old one ones two three four five options option spot
    versus between province alberta ahs many much bad minute sec second question quick wondering curious idea know take takes taking
    sorry meant mean instead actually elsewhere under above below within send provide tomorrow weekends sundays saturdays weekdays only lot top first both them sitting except excluding exclude without besides minus
    monday tuesday wednesday thursday friday saturday sunday"""
KNOWN_WORDS = frozenset(f"{_WAIT} {_SETTING} {_WISHES} {_FILLERS}".split()) | STOP_WORDS
"""What a question on wait times may be made of, facilities and places aside."""

_MENDABLE = tuple(
    """waiting times urgent emergency emergencies department departments hospital hospitals shortest fastest quickest
    quietest longest slowest busiest busier yesterday normal usual usually average currently current charts chart
    graph compare compared trend nearest closest children southeast southwest northeast northwest minutes hours
    tonight""".split()
)
"""Words that are worth mending."""
_MOST_ERRORS = ((9, 2), (5, 1))
"""From how many letters on how many errors are forgiven."""
_TYPOS = {
    wrong: right
    for right, wrongs in {
        "wait": "wiat wati awit waite wayt waut wate weit w8 wiats waot wsit wqit wit wt wai waitt waiit",
        "wait time": "waittime waitime wiattime waittiem waitimes waittimes waittims wiattimes waitttime",
        "waiting": "wating waitin watting wiating",
        "times": "tiems tims tmes timse tiimes tyms",
        "time": "tiem tme tiime tym",
        "long": "lng logn lnog lonng looong loong",
        "how": "hw hwo hoow",
        "how is": "hows how's",
        "how long": "howlong",
        "what is": "whats what's wats wuts whts waht's wahts whast",
        "what": "wat waht wht wut",
        "where is": "wheres where's",
        "who is": "whos who's",
        "when is": "whens when's",
        "which": "wich whcih witch whch wihch whihc",
        "is": "iz si",
        "the": "teh th da hte",
        "at": "ta",
        "and": "adn nad n",
        "right": "rite rihgt",
        "now": "rn noe nwo",
        "emerg": "emrg emerge emerj emeg emergs",
        "emergency": "emerency emergancy emergecny emegrency emergncy",
        "urgent": "urgant urgnt urgent urgeant urjent",
        "urgent care": "urgentcare ucc uccs uc",
        "busy": "bizy busey buzy bisy bussy buys",
        "yesterday": "ystrday yday",
        "open": "opne oepn opn",
        "near": "naer neer",
        "shortest": "shrtest",
        "fastest": "fastst",
        "usual": "usal ususal",
        "chart": "chrat cahrt",
        "graph": "grpah grap",
        "tonight": "tonite 2nite tonght",
        "today": "2day tday todya",
        "hospital": "hosp hospitol hopital hospitl",
        "hospitals": "hosps",
        "please": "plz pls plese pleas plse",
        "you": "u",
        "center": "ctr",
        "department": "dept",
        "with": "w",
        "looking": "lookin",
    }.items()
    for wrong in wrongs.split()
    if wrong != right
}
"""How short and common words are mistyped; several words where they were written as one."""
_LETTERS = re.compile(r"[a-z&']+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question."""

    raw: str
    """Folded, without a possessive ending: as names are looked for."""
    word: str
    """Mended: as wishes are looked for.  At times two words (`what is`)."""
    start: int
    """In the text, as is `end`."""
    end: int
    is_capitalised: bool


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        folded = fold(match.group()).replace("’", "'")
        raw = without_possessive(folded)
        word = mended(folded) if folded in _TYPOS else mended(raw)
        capitalised = match.group()[:1].isupper() and not match.group().isupper()
        found.append(Token(raw, word, match.start(), match.end(), capitalised))
        if len(found) == _MOST_TOKENS:
            break
    return tuple(found)


def without_possessive(word: str) -> str:
    """`children's` and `childrens` are both `children`, and no word keeps an apostrophe."""
    bare = word.removesuffix("'s").replace("'", "")
    return "children" if bare in {"childrens", "childern", "childrens'"} else bare


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """The word of wait-time questions that a folded word means, or the word as it is."""
    if word in KNOWN_WORDS and word not in _TYPOS:
        return word
    if word in _TYPOS:
        return _TYPOS[word]
    most = next((errors for letters, errors in _MOST_ERRORS if len(word) >= letters), 0)
    if not most or word in COMMON_WORDS or not _LETTERS.fullmatch(word):
        return word
    best = process.extractOne(word, _MENDABLE, scorer=OSA.distance, score_cutoff=most)
    return str(best[0]) if best is not None and best[0][0] in word[:2] else word


def is_known(word: str) -> bool:
    """Whether a mended word says nothing beside wait times."""
    return all(part in KNOWN_WORDS or part.isdigit() for part in word.split())
