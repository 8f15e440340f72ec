"""Tells whether somebody seems to be in danger, and what may then be said beside the notice.

Called by `routing` and `answering`.  Where it is unclear, somebody is told once too often.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.dangers import PEOPLE, PLACE, dangers_told
from core.words import STOP_WORDS, terms, words

_CANNOT = r"(?:can(?:no|')?t|can not|could(?:n't| not)|couldnt)"
_MOST_JUDGED = 64
_ANY_MORE = r"(?:any ?more|any longer)"
_DRUGS = (
    r"(?:pills?|tablets?|capsules?|meds|medications?|medicines?|insulin|tylenol|advil|ibuprofen|acetaminophen|aspirin|morphine"
    r"|fentanyl|opioids?|hydromorphone|oxycodone|percocets?|drugs|xanax|ativan|doses|blood thinners?|antidepressants?|benadryl|gravol"
    r"|cocaine|heroin|meth|poison|bleach|antifreeze|(?:drain |toilet |oven )?cleaner|detergent|(?:hand )?sanitizer|batter(?:y|ies))"
)
_TAKEN = (
    rf"(?:took|taken|swallowed|ate|drank|injected|ingested) (?:way |far )?(?:too (?:many|much)|(?:an?|the|his|her|my) (?:whole|entire|full|handful|bottle|bunch)"
    rf"|all (?:of )?(?:the|his|her|my|their)|lots of|a lot of)(?: [\w'-]+){{0,3}}? {_DRUGS}"
    r"|(?:swallowed|drank|ate|ingested) (?:some |the |an? )?(?:\w+ )?(?:poison|bleach|pills|antifreeze|detergent|cleaner|batter(?:y|ies)|(?:hand )?sanitizer)"
    r"|od'?(?:ed|d|ing)"
)
_STROKE = (
    r"(?:having|has|had) a stroke|(?:signs?|symptoms) of (?:a )?stroke|stroke (?:signs|symptoms)|face (?:is |looks )?droop\w*|slurred speech|slurring"
    r"|(?:arm|leg|face|cheek|(?:left|right|one) side|half (?:of )?(?:my|his|her|their) (?:body|face))(?: (?:is|are|feels?|felt|went|goes|has gone|gone|going|suddenly))+"
    r"(?: (?:all|so|very|completely|really|suddenly|going))? (?:numb|weak|paraly[sz]ed|limp|droop\w*|tingl\w+)"
    r"|(?:numb(?:ness)?|weakness|paraly[sz]ed) (?:in|on|of|down) (?:\w+ ){0,2}(?:arm|leg|face|side)"
    r"|(?:can(?:no|')?t|can not) move (?:my|his|her|their|the) (?:\w+ )?(?:arm|leg|side|face)"
    r"|sudden(?:ly)? (?:numb\w*|weak\w*|confus\w+|blind\w*|can(?:no|')?t (?:see|speak|talk|move))|worst headache"
)
_BLEEDING = (
    r"bleed(?:s|ing)?(?: (?:quite|really|so|very))? (?:a lot|badly|heavily|out|everywhere|much|profusely|non-?stop|all over|like crazy)"
    r"|(?:won't|wont|does(?:n't| not)|doesnt|will not|not|isn't|can(?:no|')?t) stop(?: the| it| him| her)? bleeding|(?:severe(?:ly)?|heavy|heavily|uncontrolled|a lot of|lots of) bleeding"
    r"|bleeding (?:won't|wont|does(?:n't| not)|doesnt|will not|is not|isn't|not)(?: stop\w*)"
    r"|(?:losing|lost) (?:so much|too much|a lot of|lots of) blood|covered in blood|blood (?:is |'s )?(?:everywhere|gushing|spurting|pouring|squirting)"
    r"|(?:gushing|spurting|pouring) blood|h(?:a)?emorrhaging|cut (?:off )?(?:my|his|her|their|the) (?:\w+ )?(?:finger|thumb|hand|toe|arm|leg|wrists?) off"
    r"|cut off (?:my|his|her|their) (?:\w+ )?(?:finger|thumb|hand|toe|arm|leg)|(?:slit|slashed|cut) (?:my|his|her|their) wrists?"
)
_DANGER = re.compile(
    rf"\b(?:chest (?:pains?|is tight|tightness)|crushing chest|heart attack|cardiac arrest|{_CANNOT} breathe"
    r"|(?:not|isn't|isnt|stopped|hardly|barely) breathing|trouble breathing|struggling to breathe|gasping for (?:air|breath)|no pulse|pulseless"
    rf"|{_CANNOT} catch (?:my|his|her|their) breath|turning blue|(?:lips|face) (?:is|are|went|has gone|have gone) blue|chok(?:ing|es)"
    r"|unconscious|unresponsive|won't wake|wont wake|passed out|fainted|collaps(?:ed|ing)|seizures?|seizing|convulsing"
    rf"|{_STROKE}|{_BLEEDING}|overdos(?:e|ed|ing)|{_TAKEN}"
    r"|anaphyla\w+|throat (?:is )?(?:closing|swelling)|suicidal|kill (?:my|him|her|them)sel(?:f|ves)|end (?:his|her|their) life"
    r"|wants? to die|self[- ]harm\w*|been (?:shot|stabbed)|severe(?:ly)? (?:burn(?:t|ed|s)?|pain|allergic)|going into labou?r"
    r"|water broke)\b"
    r"(?![ -](?:kits?|precautions?|prevention|risks?|hazards?|awareness|incidents?|plans?|posters?|response|pads?|logs?|charts?|scales?))",
    re.IGNORECASE,
)
"""What is had or done, whoever it is; `dangers` knows what is seen."""
_CRISIS = re.compile(
    rf"\b(?:{_CANNOT} (?:go|carry|keep) on(?:(?= *(?:$|[.,;!?…)]))| (?:like this|living|{_ANY_MORE}))"
    rf"|(?:do not|don't|dont|no longer|not) (?:want to|wanna) (?:live(?: +{_ANY_MORE}| *(?=$|[.,;!?]))|be alive|exist|wake up {_ANY_MORE}"
    rf"|go on(?: living| {_ANY_MORE})|be here {_ANY_MORE})"
    r"|(?:want to|wanna|wish i (?:was|were)|(?:rather|better off) (?:be )?) ?(?:die|dead)\b"
    r"|(?:end|take|ending|taking) my (?:own )?life|(?:want to|wanna|going to|gonna) end it(?: all)?\b"
    r"|(?:kill|hurt|harm|cut|killing|hurting|harming|cutting) myself|suicidal thoughts|(?:think(?:ing)?|thoughts) (?:of|about) (?:suicide|dying|killing)"
    r"|commit(?:ting)? suicide|no (?:reason|point) (?:to|in) (?:live|living|going on)|nothing to live for|life is not worth|life isn't worth)",
    re.IGNORECASE,
)
"""Said of oneself: it needs nobody else to be named, and no rule in the question makes it harmless."""
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|my|me|myself)\b", re.IGNORECASE)
_HAPPENING = re.compile(
    r"\b(?:i|i'm|i've|im|ive|my|me|he|she|he's|she's|they|they're|we|her|him|his|their|someone|somebody|a (?:man|woman|person|patient|visitor|child"
    r"|kid|baby|lady|guy|colleague|coworker|co-worker)|the (?:man|woman|patient|visitor|child|baby)|our|husband|wife|mother"
    r"|father|mom|mum|dad|son|daughter|friend|colleague|coworker"
    rf"|{PEOPLE}(?: [\w'-]+){{0,6}}? (?:is|isn't|isnt|has|just|won't|wont|can't|cant|cannot|stopped|was|looks|seems))\b",
    re.IGNORECASE,
)
_CALLS_OUT = re.compile(
    rf"^(?:(?:help|please|urgent|emergency|there is|there's|we have)\W+)*(?:an? |the )?(?:{PEOPLE}\b(?: {PLACE})?)?\W*$",
    re.IGNORECASE,
)
_AND_NOTHING_ELSE = re.compile(
    rf"^\W*(?:$|[!.;]|(?:now|here|please|help|outside|{PLACE})(?:$|\W)|(?:rm|room|bed|unit) \w+)",
    re.IGNORECASE,
)
"""Around a danger: "baby choking", "patient unresponsive in room 12", "overdose in the lobby"."""
_ASKS_ABOUT_RULES = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|protocols?|guidelines?|training|course|form|report(?:ing)?|code (?:blue|white|red|pink"
    r"|yellow|purple|grey|gray|green|orange|black|brown|silver|stroke)|drill|algorithm|statistics|education|certification)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"^\W*what(?:'?s| is| are| does) (?:an?|the)?\b", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\b(?:typing|keyboard|mouse|ergonomic\w*|vaccin\w+|flu shot|dentist|freezing|recogni[sz]e|spot|teach\w*|learn\w*|handouts?"
    r"|pamphlets?|brochures?|posters?|prevent\w*|simulations?|mock)\b",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(
    r"\b(?:screen|monitor|computer|laptop|pc|app|application|programme?|system|server|website|site|page|keyboard|mouse|printer|scanner"
    r"|outlook|teams|browser|network|tablet|phone)(?: (?:is|are|was|went|became|has|seems|just|keeps|completely|totally))*"
    r" (?:unresponsive|choking|chokes|collaps(?:ed|ing)|seizing)|collapsed (?:the|my|all|a|that|this)(?: \w+)? (?:menus?|folders?|panes?|ribbons?|lists?|columns?|sections?|rows?)"
    r"|breathing (?:room|space)\b",
    re.IGNORECASE,
)
_ASKS_WHAT_TO_DO = re.compile(
    r"\b(?:who|whom|which number|what number)\b.{0,30}\b(?:calls?|phone|contact|tell|ask|page|alert|inform|reach|is|do|should)\b"
    r"|\b(?:what|how) (?:do|does|should|can|must|to|am)\b|\bwhat now\b|\bwhere (?:is|are|do|can)\b|\bwhat(?:'?s| is) the (?:number|code|procedure)\b|\b(?:which|what) code\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=_MOST_JUDGED)
def describes_emergency(text: str) -> bool:
    """Whether somebody seems to be in danger now, rather than asking for a procedure.

    Asked of one question in several places, from the adapter to the answer: each is judged once.
    """
    said = _OF_THINGS.sub(" ", _plain(text))
    if _CRISIS.search(said) and (_OWN.search(said) or not _ASKS_ABOUT_RULES.search(said)):
        return True
    if dangers_told(said):
        return True
    found = _DANGER.search(said)
    if found is None or _ASKS_ABOUT_RULES.search(said) or _HARMLESS.search(said):
        return False
    return _is_cry(said, found) or _HAPPENING.search(said) is not None


def asks_what_to_do(text: str) -> bool:
    """Whether somebody who describes an emergency asks how to act in it."""
    return _ASKS_WHAT_TO_DO.search(_plain(text)) is not None


def is_on_danger(text: str, told: frozenset[str]) -> bool:
    """Whether a page is on the very danger that somebody describes.

    Args:
        text: What they wrote.
        told: The stems of the page's words.
    """
    seen = dangers_told(_plain(text))
    return danger_stems(text) <= told and all(danger.topics & told for danger in seen)


def danger_stems(text: str) -> frozenset[str]:
    """The stems of the words that describe what somebody has or does: what a page on it must hold."""
    said = _plain(text)
    found = (match.group() for pattern in (_DANGER, _CRISIS) for match in pattern.finditer(said))
    return frozenset(stem for part in found for stem in terms(part))


def _is_cry(said: str, found: re.Match[str]) -> bool:
    """Whether the words for a danger are about all that is said: "chest pain!!"."""
    if STOP_WORDS.issuperset(words(_DANGER.sub(" ", said))):
        return not _DEFINES.search(said)
    before, after = said[: found.start()], said[found.end() :]
    return bool(_CALLS_OUT.match(before) and _AND_NOTHING_ELSE.match(after))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
