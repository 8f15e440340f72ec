"""Tells questions on current wait times from those that only look like them.

Called by `understanding` and `parting` with readings (see `reading`).
"""

from __future__ import annotations

import re

from core.waits.asking.reading import COMPLAINT, PLACE, SETTING, STRANGE, WAIT, WHOM, Reading

_MOST_STRANGE = 4
"""Words that have nothing to do with wait times, in a question that is on them all the same."""
_OTHER_BUSINESS = "|".join(
    r"""polic procedur process guidelin protocol standard target benchmark calculat measur defin complain survey waitlist
    surg mri\b ct\b scan x?rays?\b ultrasound referr specialist appointment childcare daycare park badge password pay
    vacation lab\b labs\b result blood transplant beds?\b admi transfer elevator cafeteria food taxi shuttle bus\b pharmac
    prescri phone hire hiring interview orientation training jobs?\b director manager visit address direction report
    publish display screen sign website app\b staffing shift overtime physio therap immuni[sz] vaccin locker uniform
    laundry parcel deliver ticket forms?\b approv refund reimburs claim benefit insur rout walk drive road contact exit
    prepared response drill evacuat fund\b leave kit\b lights?\b power generator email codes?\b stat\b statistic research
    study meeting record responsib minister news ambulanc
    dental dentist veterinar
    ems\b offload paramedic affect caus impact reduc includ factor strateg initiativ goal""".split()
)
"""Beginnings of words."""
_NEVER = re.compile(
    rf"{STRANGE}(?:{_OTHER_BUSINESS})"
    rf"|\bwaiting rooms?\b.*{STRANGE}|{STRANGE}.*\bwaiting rooms?\b"
    r"|(?<!long )(?<!hours )(?<!minutes )\b(?:can|may|should|must|do|does) (?:the |our |my |their )?"
    rf"(?!(?:the|a|any|there|SITE|TOWN|REGION|er|emerg|emergency) ){STRANGE}?\w+ wait\b(?! times?| long)"
    rf"|\blong {STRANGE}?term\b|\bwaiting {STRANGE}?period|\bwhat (?:do|does)\b.{{0,60}}\bmeans?\b"
    r"|\bplease wait\b(?! times?)|\bquiet (?:time|hours)\b"
    r"|\b(?:wait|waiting) list|\bwait a (?:minute|sec|second)\b|\bwait (?:what|for me|up)\b|\blist for\b"
    r"|\b(?:shortest|fastest|quickest|best|longest) way\b|\b(?:make|makes|making|let) (?:me|us|them|him|her) wait\b"
    r"|\bwho\b(?! has| is (?:the )?(?:busi|short|fast|quick|long|least|most))"
    r"|\bhow (?:are|is|do|does|often) .{0,40}\b(?:update|updates|worked|work)\b|\bwhy (?:do|does|did|are) we\b"
)
"""Speaks of something else, whatever stands beside it."""
_WAITS_FOR_SOMETHING = re.compile(
    rf"{WAIT}(?: times?)? (?:for|on|to)(?: (?:\w+)){{0,3}}? {STRANGE}"
)
_WAITS_UNTIL = re.compile(
    rf"{WAIT}(?: \w+){{0,4}}? (?:after|before|until|till|between)(?: \w+){{0,4}}? {STRANGE}"
)
"""A rule of how long one has to wait, wherever."""
_WAITS = re.compile(WAIT)
_PLACE = re.compile(PLACE)
_SETTING = re.compile(rf"\b{SETTING}")
_WAIT_NOUN = re.compile(
    r"\b(?:wait times?|waiting times?|waits|(?:the|current|expected|a|any|shortest|longest|best|worst) wait)\b"
)
_IS_NO_BOARD = re.compile(
    r"\b(?:who(?! has)|why|when|whose|before|after)\b|\bthanks?\b.*\bthe wait\b|\bwhat is an?\b|\bhow (?:do|does)\b"
)
"""Without a place and a setting the words must ask for the waits, not about them."""
_LONG = re.compile(
    r"\bhow (?:long|bad|many (?:hours|minutes))\b|\btime to (?:be|get) seen\b|\b(?:line|lineup|queue)\b"
)
_TAKES = re.compile(r"\bhow long\b.*\b(?:get|go|going|take|open)\b")
_IS_SEEN = re.compile(r"\b(?:seen|doctor|doc|get (?:in|into))\b")
_BUSY = re.compile(
    r"\b(?:busy|busier|slammed|packed|full|crowded|swamped|backed up|quiet|quieter|jammed|insane|crazy|empty|slow)\b"
)
_BEST = re.compile(
    r"\b(?:shortest|fastest|quickest|quietest|lowest|smallest|best|least|longest|worst|busiest|slowest|highest|most"
    r"|shorter|faster|quicker|better|longer|worse|slower)\b"
)
_GO = re.compile(rf"\b(?:should|can|do|could|would) {WHOM} go\b|\bto go\b")
_WHICH_GO = re.compile(r"\b(?:which|what|where)\b.*\b(?:go|take)\b")
_IS_GOOD = re.compile(r"\b(?:best|better)\b")
_IS_NOW = re.compile(
    r"\b(?:now|ers?|eds?|emergs?|emergency|urgent|go|take|today|tonight|getting|wait|waits)\b"
)
_WHAT_IS_IT = re.compile(r"^(?:what|who|where) (?:is|are) (?:the )?SITE$")
_DEPARTMENT = re.compile(rf"\b(?!hospital){SETTING}")
"""A setting that says more than "hospital", which is open and closed in many ways."""
_TIMES = re.compile(rf"{SETTING}(?: (?:room|department|care))? times?\b")
_OPENS = re.compile(
    r"\b(?:until|till) when\b|\b(?:open|opens|opening|close|closes|closed|closing|hours)\b"
)
_THEN = re.compile(
    r"\b(?:than|yesterday|last week|ago|usual|usually|normal|normally|typical|typically|average|unusual|compare|compared"
    r"|comparison|trend|trends|trending|rising|falling|climbing|dropping|improving|getting (?:better|worse)"
    r"|going (?:up|down)|(?:last|past) \d+ (?:hours|hrs|h)|any change|(?:under|over|above|below|within|(?:less|more) than) (?:\d+|an?|half an|one|two|three|four) (?:hours?|hrs?|h|minutes?|mins?))\b"
)
_DRAWN = re.compile(r"\b(?:chart|charts|graph|graphs|plot|plots|diagram)\b")
_NEAR = re.compile(r"\b(?:near|nearest|nearby|closest|closer|close to|around)\b")
_ASKS_ELSE = re.compile(
    r"\b(?:where|who|whom|why|when)\b|\b(?:get|getting) (?:to|there|from|in|into|home)\b"
)
_WHERE_GOOD = re.compile(
    r"\bwhere (?:should|can|do|could|would|is|are)\b.*\b(?:shortest|fastest|quickest|best|least|longest|worst|busiest"
    r"|near|nearest|closest|go)\b|\bwhen (?:does|do|is|will)\b.*\b(?:open|close|closes|opens)\b|\buntil when\b"
)
_BARE = frozenset(
    """the at and or in for of all both every are only just vs versus er ers ed eds emerg emergs
    emergency a&e room rooms department departments dept urgent care centre center centres centers
    clinic hospital hospitals now right currently current today tonight morning afternoon evening
    night please status update updates hi hey hello is it like what about how with me show give tell
    us my list check adult adults child children kid kids pediatric peds region area zone city site
    any this moment time times near nearest closest to side end north south east west northeast
    northwest southeast southwest ne nw se sw northern southern eastern western deep downtown central
    except excluding without SITE TOWN REGION ELSEWHERE""".split()
)
"""What a name may stand among and still be the whole of a question."""
_FOLLOWS = _BARE | frozenset(
    """wait waits waiting long short busy busier which one ones that there they those these them than
    same be been was were has have had does do did will still again ago hour hours hr hrs minutes min
    yesterday week month last past usual usually normal normally typical typically average unusual
    shortest fastest quickest quietest lowest best least longest worst busiest slowest highest most
    more less shorter faster quicker better longer worse slower chart graph plot draw compare compared
    trend trending rising falling going getting up down changed change changing improving open opens
    opening close closes closed closing until till late when later ok okay so but also then others
    other else as well too if day days since earlier before history a an on by from not around nearby
    closer close i we can could would should go you see far here sorry meant mean no instead actually
    them both except without excluding lot elsewhere somewhere everything everywhere whole anything anywhere where order sorted rank sort""".split()
)
"""What goes on with a question on wait times may be made of."""
_FOLLOW_CONTENT = re.compile(
    rf"{PLACE}|\b{SETTING}|{WAIT}|\bhow long\b|\ba lot\b"
    r"|\b(?:now|still|again|update|updates|change|changed|history|there|hours|others?|both|adults?|child|children|kids?|all|north|south|east|west)\b"
    r"|\b(?:north|south)(?:east|west)\b"
    rf"|{_BUSY.pattern}|{_BEST.pattern}|{_OPENS.pattern}|{_THEN.pattern}|{_DRAWN.pattern}"
)
"""Without any of this it says nothing: "ok", "and that"."""
_OPEN_HOSPITALS = re.compile(r"\b(?:which|what) hospitals? (?:is|are) (?:still |now )?open\b")
_DRAWN_HOSPITALS = re.compile(r"\b(?:all|the|every) hospitals?\b")
_NEAR_SOMEONE = re.compile(r"\b(?:near|nearest|closest|close) (?:to )?(?:me|us|here)\b")
_HOW_IS_IT = re.compile(
    r"^(?:and )?how (?:is|are) (?:the )?(?:ers?|emergs?|emergency)(?: (?:room|department)s?)?"
    r"(?: (?:doing|looking|right now|now|today|tonight))*$"
)
_SIDE_BY_SIDE = re.compile(rf"{PLACE} (?:vs|versus)(?: the)? {PLACE}")
_PLACES_ONLY = re.compile(
    r"\bwhere\b(?!.*(?:shortest|fastest|quickest|best|least|go|longest|worst))"
)


def is_on_waits(reading: Reading) -> bool:
    """Whether a question asks for current wait times without leaning on what was said before."""
    if is_never(reading):
        return False
    is_plain = STRANGE not in reading.sure
    return _speaks_of_waits(reading) or (is_plain and _means_waits(reading.sure))


def may_follow(reading: Reading) -> bool:
    """Whether a text can go on with a question on wait times, and says nothing besides."""
    text = reading.text
    if is_never(reading) or _PLACES_ONLY.search(text):
        return False
    return _FOLLOW_CONTENT.search(text) is not None and all(
        word in _FOLLOWS or word.isdigit() for word in text.split()
    )


def is_never(reading: Reading) -> bool:
    """Whether a text surely speaks of something else."""
    return _NEVER.search(reading.sure) is not None


def is_bare(reading: Reading) -> bool:
    """Whether a text is names and fillers only, such as `Foothills?`."""
    return all(word in _BARE for word in reading.text.split())


def _speaks_of_waits(reading: Reading) -> bool:
    """With the very word."""
    text = COMPLAINT.sub("", reading.text)
    strange = text.count(STRANGE)
    if not _WAITS.search(text) or _WAITS_UNTIL.search(text) or strange > _MOST_STRANGE:
        return False
    has_setting = _SETTING.search(text) is not None
    if not has_setting and not _PLACE.search(text):
        is_noun = _WAIT_NOUN.search(text) is not None
        return is_noun and not strange and not _IS_NO_BOARD.search(text)
    return has_setting or _WAITS_FOR_SOMETHING.search(text) is None


def _means_waits(text: str) -> bool:
    """Without it, in a text that has no strange word."""
    has_place, has_setting = (_PLACE.search(text) is not None, _SETTING.search(text) is not None)
    if not (has_place or has_setting) or _asks_else(text):
        return False
    if _HOW_IS_IT.search(text) or _OPEN_HOSPITALS.search(text):
        return True
    if _LONG.search(text):
        return _IS_SEEN.search(text) is not None or _TAKES.search(text) is None
    if _IS_GOOD.search(text) and not _IS_NOW.search(text):
        # "The best hospital in Calgary" may be the best to work at.
        return False
    return _wishes(text, has_place=has_place, has_setting=has_setting) or _is_telegram(text)


def _wishes(text: str, *, has_place: bool, has_setting: bool) -> bool:
    """Whether it asks for what only waits can tell: which is busier, how it was yesterday."""
    if _BUSY.search(text) or _BEST.search(text):
        return True
    tells_more = any(pattern.search(text) for pattern in (_THEN, _DRAWN, _OPENS))
    if tells_more and (has_place or _DEPARTMENT.search(text)):
        return True
    if _DRAWN.search(text) and _DRAWN_HOSPITALS.search(text):
        return True
    if has_setting and (_WHICH_GO.search(text) or _TIMES.search(text)):
        return True
    chooses = text.count("SITE") > 1 and _GO.search(text) is not None
    is_near = has_place and _NEAR.search(text) is not None
    return chooses or (has_setting and (is_near or _NEAR_SOMEONE.search(text) is not None))


def _asks_else(text: str) -> bool:
    """Whether it asks where, who, why or when, and not of what belongs to waits."""
    if _ASKS_ELSE.search(text) is None:
        return False
    is_why_busy = text.startswith("why") and _BUSY.search(text) is not None
    return not (is_why_busy or _WHERE_GOOD.search(text) or _IS_SEEN.search(text))


def _is_telegram(text: str) -> bool:
    """A name and hardly more: `Foothills?`, `Calgary ER`, `how is the Rockyview doing`."""
    words = text.split()
    if _WHAT_IS_IT.search(text):
        return False
    is_compared = _SIDE_BY_SIDE.search(text) is not None
    names_enough = (
        "SITE" in words
        or is_compared
        or (_PLACE.search(text) and re.search(r"\b(?:ers?|eds?|emergs?|emergency|urgent)\b", text))
    )
    if not names_enough:
        return False
    stripped = re.sub(r"\b(?:doing|looking|holding up|sitting at)\b", " ", text).split()
    return all(word in _BARE for word in stripped)
