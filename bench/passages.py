"""Invents passages of a health service's staff site, and questions about them.

The same seed gives the same texts.  Lengths and vocabulary are those of real sites: 80 to 120
tokens and about four units a passage, words whose frequency falls off as in real text, and names,
rooms, forms and telephone numbers that occur once.  Nothing in them is true.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import islice, product

from core.domain import Block, BlockKind, Passage, Turn

PASSAGES_A_PAGE = 5
_SEED = 20261101

_PLACES = """
Alder Amber Aspen Badger Birch Bramble Cedar Clover Coral Cranberry Curlew Elder Falcon Fern Finch
Foxglove Granite Hawthorn Hazel Heather Heron Indigo Ivory Jasper Juniper Kestrel Lantern Larch Lark
Laurel Linden Maple Marigold Meadow Merlin Mulberry Osprey Otter Pebble Pine Plover Poplar Quartz Raven
Robin Rowan Saffron Sage Sparrow Spruce Sumac Swallow Tamarack Teal Thistle Violet Walnut Willow Wren Yarrow
""".split()
_SERVICES = """
Admissions Anesthesia Audiology Biomedical Cardiology Catering Childcare Chaplaincy Dental Dermatology
Dialysis Endoscopy Facilities Finance Geriatrics Housekeeping Imaging Immunization Infection Interpreting
Laboratory Laundry Library Linen Logistics Maintenance Maternity Microbiology Neurology Nutrition Oncology
Orthopedics Parking Pathology Payroll Pediatrics Pharmacy Physiotherapy Porter Privacy Procurement
Psychiatry Radiology Receiving Recruitment Rehabilitation Research Respiratory Safety Scheduling Security
Simulation Sterilization Telehealth Training Transcription Transfusion Transport Triage Uniform Volunteer
""".split()
_KINDS = "Desk Office Clinic Team Store Service Unit Group Workshop Program".split()
_HEADINGS = (
    "Opening hours", "Contacts", "How to book", "Who may use it", "Costs and refunds", "On weekends",
    "Forms", "Before you come", "Deliveries", "After hours", "When something goes wrong", "Keys and access",
    "Training", "Records", "Reporting a problem", "Cover for absence", "Equipment on loan", "Where to find it",
)  # fmt: skip
_SENTENCES = (
    "{team} is open from {hour}:00 to {late}:30 on {day} and {day}, except on statutory holidays.",
    "Call {phone} or extension {ext} and ask for {name}, who looks after {term} requests.",
    "Requests for {term} must reach the {role} at least {number} days before the shift begins.",
    "The counter is in room {room} on level {digit}, next to the {place} entrance of the {service} wing.",
    "Bring form {form} with your staff number; without it the {role} cannot release any {term}.",
    "{name} signs for {term} items of up to ${money}, and the {role} for everything above that.",
    "Each ward may keep {number} boxes of {term} supplies, which are counted every {day} morning.",
    "If the {term} cabinet is locked, write to {mail} and describe what is missing and since when.",
    "Staff who work nights collect their {term} kit from the {place} store before {late}:45.",
    "The {role} answers within {number} working days, sooner when a patient is waiting for {term}.",
    "Since the {place} renovation, {term} deliveries come through dock {digit} between {hour} a.m. and noon.",
    "A replacement costs ${money} and is taken off the next pay, unless {name} agrees otherwise.",
    "New colleagues take the {term} course, which lasts {number} hours and is held each {day}.",
    "Report a broken {term} reader to {phone} with the number {form} printed on its label.",
    "The list of people trained in {term} and {term} hangs in room {room} and is renewed monthly.",
    "For {service} matters outside these hours page {name} through the switchboard at {phone}.",
    "Please do not leave {term} samples on the bench: the {role} has to discard them after {number} hours.",
    "{name} and {name} share the post of {role}, and either of them can approve {term} leave.",
    "Visitors from {service} sign in at the {place} desk, wear a badge and return it by {late}:15.",
    "Between {number} and {number} requests about {term} arrive each week, so allow some time for a reply.",
)  # fmt: skip
_ROLES = (
    "charge nurse", "shift supervisor", "unit clerk", "duty manager", "records officer", "site coordinator",
    "equipment technician", "program lead", "stores assistant", "scheduling clerk", "practice educator",
)  # fmt: skip
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHOICES = {"role": _ROLES, "day": _DAYS, "place": _PLACES, "service": _SERVICES}
_NUMBERS = {
    "phone": ("780-555-01{:02}", 0, 99),
    "ext": ("{:05}", 0, 99999),
    "form": ("F{:04}", 0, 9999),
    "money": ("{}", 5, 400),
    "hour": ("{}", 6, 10),
    "late": ("{}", 15, 21),
    "number": ("{}", 2, 60),
    "digit": ("{}", 1, 9),
}
_GIVEN = """
Ada Alma Anton Beatrix Bruno Carla Cyril Dalia Edgar Elif Esther Farid Fiona Greta Hamid Hugo Imani Ines
Jonas Jun Kaito Karin Lena Leo Malik Mara Milan Nadia Nils Olga Omar Petra Quinn Rafael Rosa Samir Selma
Tariq Thea Ugo Uma Viktor Wanda Xenia Yusuf Zoe
""".split()
_SURNAME_PARTS = (
    "Abel Bern Cald Dor Eng Fal Gar Hart Ing Jor Kel Lind Mar Nor Ost Pell Quen Ros Stan Thor Ulm Var West Yar".split(),
    "a e i o an en in on ar er".split(),
    "berg dale field ford gard ham holt land ley mann mont sen ski son stad ton vik wood worth well".split(),
)  # fmt: skip
_TERM_PARTS = (
    "angio arthro audio bio broncho cardio cranio cyto derma dento entero fibro gastro hemo hepato hydro "
    "immuno lympho micro myo nephro neuro ortho osteo patho photo pneumo radio sero thermo".split(),
    "cell cept duct flex form gel graft grid latch lume mesh plex probe scan seal sorb spore trace valve vent".split(),
    ["", "al", "er", "ic", "ine", "ing", "ity", "on", "or", "ous", "ular", "um"],
)
_COMMON_TERMS = (
    "linen", "glove", "monitor", "badge", "locker", "oxygen", "wheelchair", "specimen", "vaccine", "infusion",
    "bandage", "thermometer", "stretcher", "pager", "tablet", "mask", "gown", "catheter", "syringe", "dressing",
)  # fmt: skip


def invent(count: int, *, seed: int = _SEED) -> Iterator[Passage]:
    """Invent `count` passages, a page of five after the other."""
    dice = random.Random(seed)
    return islice(_endless(dice), count)


def write_page(passages: list[Passage], links: list[str]) -> str:
    """One HTML page out of the passages of a page, with links to other pages in its menu."""
    menu = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    sections = "".join(
        f"<h2>{escape(passage.heading_path[0])}</h2>"
        + "".join(f"<p>{escape(block.text)}</p>" for block in passage.blocks)
        for passage in passages
    )
    title = escape(passages[0].title)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><h1>{title}</h1>{sections}</main></body></html>\n"
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was said before it."""

    text: str
    history: tuple[Turn, ...] = ()


def questions(passages: list[Passage], *, seed: int = _SEED) -> dict[str, list[Asked]]:
    """Questions of five kinds, one of each kind about each passage."""
    dice = random.Random(seed)
    return {
        "short": [Asked(f"{_subject(passage)}?") for passage in passages],
        "long": [Asked(_long(passage)) for passage in passages],
        "misspelled": [Asked(f"{_misspell(_subject(passage), dice)}?") for passage in passages],
        "follow-up": [
            Asked("and on weekends?", (Turn(f"{_subject(passage)}?", passage.text),))
            for passage in passages
        ],
        "unanswerable": [Asked(text) for text in islice(_strange(dice), len(passages))],
    }


def _endless(dice: random.Random) -> Iterator[Passage]:
    while True:
        title = f"{dice.choice(_PLACES)} {dice.choice(_SERVICES)} {dice.choice(_KINDS)}"
        address = f"https://intranet.example/{title.replace(' ', '-')}-{dice.randrange(10**6)}"
        for ordinal, heading in enumerate(dice.sample(_HEADINGS, PASSAGES_A_PAGE)):
            yield Passage(address, title, (heading,), tuple(_blocks(title, dice)), ordinal)


def _blocks(title: str, dice: random.Random) -> Iterator[Block]:
    patterns = iter(dice.sample(_SENTENCES, dice.choice((3, 4, 4, 5))))
    sentences = [pattern.format_map(_Slots(title, dice)) for pattern in patterns]
    if dice.random() < 0.3:
        yield Block(BlockKind.PARAGRAPH, sentences[0])
        for sentence in sentences[1:]:
            yield Block(BlockKind.ITEM, sentence, marker="-")
    else:
        yield Block(BlockKind.PARAGRAPH, " ".join(sentences))


class _Slots(dict[str, str]):
    """Fills each slot of a sentence anew, even if it stands there twice."""

    def __init__(self, team: str, dice: random.Random) -> None:
        super().__init__(team=team)
        self._dice = dice

    def __missing__(self, slot: str) -> str:
        return _fill(slot, self._dice)


def _fill(slot: str, dice: random.Random) -> str:
    match slot:
        case "term":
            return _term(dice)
        case "name":
            return f"{dice.choice(_GIVEN)} {''.join(map(dice.choice, _SURNAME_PARTS))}"
        case "room":
            return f"{dice.choice('ABCDEFGH')}{dice.randrange(100, 1000)}"
        case "mail":
            return f"{dice.choice(_PLACES)}.{dice.choice(_SERVICES)}@intranet.example".lower()
    if slot in _CHOICES:
        return dice.choice(_CHOICES[slot])
    written, least, most = _NUMBERS[slot]
    return written.format(dice.randint(least, most))


@cache
def _rare_terms() -> list[str]:
    invented = ["".join(parts) for parts in product(*_TERM_PARTS)]
    random.Random(_SEED).shuffle(invented)
    return invented


def _term(dice: random.Random) -> str:
    """A common thing as often as not, else a rare one: the rarer, the less often."""
    if dice.random() < 0.5:
        return dice.choice(_COMMON_TERMS)
    rare = _rare_terms()
    return rare[int(len(rare) ** dice.random()) % len(rare)]


def _subject(passage: Passage) -> str:
    return f"{passage.heading_path[0]} of the {passage.title}"


def _long(passage: Passage) -> str:
    return (
        f"Hello, I am new on the ward and was told last week by a colleague, who has since left for "
        f"another site, that I would have to speak with the {passage.title} before my rotation starts. "
        f"I could not find anything on the notice board. Could somebody tell me what I should know about "
        f"{passage.heading_path[0].lower()}, whom to call, and whether I need a form or a room number?"
    )


def _misspell(text: str, dice: random.Random) -> str:
    """Swap two neighbouring letters in each of the two longest words."""
    for word in sorted(text.split(), key=len)[-2:]:
        at = dice.randrange(1, len(word) - 2)
        text = text.replace(word, f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}")
    return text


def _strange(dice: random.Random) -> Iterator[str]:
    things = "chess championship, oboe concerto, lunar eclipse, sourdough loaf, sailing regatta, castle moat"
    while True:
        thing = dice.choice(things.split(", "))
        yield f"Which composer described the {thing} of {dice.randrange(1500, 1900)} in Portugal?"
