"""Whether words that nobody is named in are a question to the desk.

The listeners ask it of follow-ups in threads and of messages in channels that answer unmentioned
questions.  Rules only.  Where people seem to talk to each other it says no: a desk that interrupts
them is turned off.
"""

from __future__ import annotations

import re

_NOT_SAID = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|^\s*(?:>|&gt;).*?$|<?(?:https?://|www\.)[^\s>]+>?",
    re.DOTALL | re.MULTILINE,
)
"""Code, quotes and addresses: their question marks ask nothing."""
_NAMES_SOMEBODY = re.compile(r"<@[UW]|<!subteam|(?<![\w.+-])@(?!(?:here|channel|everyone)\b)[\w.-]")
_FOR_ALL = re.compile(
    r"<!(?:here|channel|everyone)(?:\|[^>]*)?>|(?<!\w)@(?:here|channel|everyone)\b"
)
_SENTENCE = re.compile(r"[^.!?…\n]+(?:\.(?=\S)[^.!?…\n]+)*[.!?…]*")
_CLAUSE_END = re.compile(r"[,;:]\s+|\s[–—-]+\s")
_OPENING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|howdy|morning|good (?:morning|afternoon|evening|day)|greetings|dear|sorry|excuse me"
    r"|thanks|thank you|thx|ok|okay|well|so|hmm+|um+|and|but|or|also|then|please|pls|actually|btw|by the way|fyi"
    r"|(?:a )?(?:quick|silly|dumb|stupid|small|general)(?: \w+)? question|question|just curious|curious|again)\b"
    r"(?: (?:all|everyone|everybody|team|folks|guys|there|y'all|people|friends|frontdesk|desk|again)\b)*[\s,:;!–—-]*)+",
    re.IGNORECASE,
)

_ASKS = re.compile(
    r"^(?:"
    r"how (?:do|does|did|can|could|should|would|will|to|much|many|long|often|far|late|early|old|big|soon|come|is|are)\b"
    r"|how about\b"
    r"|what(?:'s|s)?(?: about| if| else| (?:is|are|was|were|do|does|did|should|can|could|must|will|would|happens|happened"
    r"|counts|kind|kinds|sort|type|time|times|number|room|floor|day|days|date|form|forms|address|extension|hours|phone"
    r"|email|e-mail|documents?))\b"
    r"|what's (?:the|a|an|our|my|this|that|in|on|next|new)\b"
    r"|(?:where|when|who|why)(?:'s|s)? (?:is|are|was|were|do|does|did|can|could|should|will|would|to|must|has|have|runs"
    r"|handles|manages|approves|signs|owns|leads|decides|pays|answers|the|my|our|isn't|aren't|doesn't|don't|can't|won't|else)\b"
    r"|(?:where|when|who|why)'s\b"
    r"|who(?:m)? (?:to |do |can |should |is |are )"
    r"|which \w+(?: \w+)? (?:is|are|do|does|did|should|can|has|have|must|will)\b|which (?:one|form|page|number|room)\b"
    r"|whose\b"
    r"|(?:can|could|may|should|must|do|did|am|would|shall) i\b"
    r"|(?:is|are|was|were) there\b"
    r"|is it (?:possible|ok|okay|allowed|true|safe|free|permitted|required|mandatory|necessary|open|closed)\b"
    r"|(?:do|are|can|may|must) we (?:have|get|allowed|supposed|required|use|still|need|bring|take)\b"
    r"|(?:is|are|does|do|did|has|have|will|can) (?:the|a|an|my|our|this|these|any|staff|visitors|patients|employees|students)\b"
    r"|(?:does|do|has|have|did|can|could|would|is) (?:any ?(?:one|body)|some ?(?:one|body))\b.{0,40}?"
    r"\b(?:know|knows|tell|explain|how|where|when|what|who|which|if|remember|heard|idea|number|link|form)\b"
    r"|(?:any|some) ?(?:one|body) (?:here )?(?:know|knows|have|has|got|tell|remember|remembers|able to tell)\b"
    r"|any ideas?\b.{0,20}\b(?:how|where|when|what|who|which|why|if)\b"
    r"|(?:i(?:'m| am|m)? )?(?:just )?wondering (?:how|if|whether|what|where|when|who|which|why)\b"
    r"|i(?:'d| would)? (?:like|want|need) to know\b"
    r"|(?:what|how) about\b"
    r")",
    re.IGNORECASE,
)  # fmt: skip
"""Beginnings that ask, also without a question mark."""
_NO_QUESTION = re.compile(
    r"^(?:how (?:are|is) (?:you|it|everyone|everybody|things|life)\b|how(?:'s| is| are) (?:it going|things|everybody|everyone)"
    r"|how do you do\b|how come you|what(?:'s| is|s) up\b|what(?: is|'s) (?:wrong with you|new)\b|what do you (?:think|mean|say|want|reckon)"
    r"|what are you|what were you|where are you|who are you|what if we|(?:what|how) about (?:you|we|us|lunch|coffee|tomorrow for|meeting)\b"
    r"|why don't (?:we|you|i)|why not|who'?s (?:in|coming|up|free|joining|around|there|going|next)\b"
    r"|who (?:is|are|was|will be|would be|wants?|can|could) (?:in|coming|up for|free|joining|around|there|going|join|to come|to join|take this|cover)\b"
    r"|who wants|who knew|who cares|how to (?:put|say) this)\b",
    re.IGNORECASE,
)
"""What begins like a question and is said to people, or is none."""
_GENERIC_YOU = re.compile(
    r"^(?:how|where|when|who|what|which(?: \w+)?|why)(?: \w+){0,2}? (?:do|can|should|must|would|could) you"
    r" (?!think|feel|like|want|mean|say|know|live|stand|mind|guess|suggest|reckon|see|look|finish|leave|arrive|come|work|start|plan|expect"
    r"|hear|remember|usually|prefer|sit|(?:have|need)\b(?! to\b))\w+"
    r"|\b(?:if|when|once|before|after|unless|until|while) (?:you|your)\b",
    re.IGNORECASE,
)
"""`How do you get a badge`: you stands for anybody."""
_ASKED_OF_DESK = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please |pls |kindly |maybe |also |quickly )*"
    r"(?:tell|explain|show|list|remind|help (?:me|us)|give (?:me|us) (?:the|a|an|more|some)|find (?:me|us|out|the)|point me|look up|say|summari[sz]e)\b"
    r"|(?:do|would|might) you (?:happen to )?know (?:how|where|who|what|when|which|why|if|whether|the|of|about|anything)\b)",
    re.IGNORECASE,
)
_SPEAKS_TO_YOU = re.compile(
    r"\b(?:you|you're|you've|you'll|you'd|your|yours|yourself|u|ya|y'all|ur)\b", re.IGNORECASE
)
_BETWEEN_PEOPLE = re.compile(
    r"^(?:i|we|he|she|they|it|that|this|there)(?:'ll|'d|'m|'re|'ve|'s| will| can| could| guess| think| thought| hope| assume| suppose| just"
    r"| am| was| did| have| had| would| should| might| may| don't| didn't)\b(?! there\b)"
    r"|^(?:shall|should|can|could|let'?s|may) we (?!allowed|have|get|use|still|need|bring|take)"
    r"|^(?:shall|should) we\b|^(?:let me|let's|lets|maybe|perhaps|probably|i guess|guess)\b"
    r"|^(?:is|was|did|does|are|were|would|will) (?:that|this|it|they|he|she) (?:ok|okay|fine|work|works|working|you|all|good|better|clear|what|right"
    r"|him|her|help|ready|done|me|us|too)\b"
    r"|^(?:lunch|coffee|drinks?|beers?|dinner|tea|pizza|ready|coming|free|anyone (?:up|in|for|free|else|around|coming|want|wants|fancy|seen)"
    r"|any ?(?:update|updates|news|luck|thoughts|objections|takers|comments|feedback|volunteers))\b"
    r"|^(?:can|could|would|will) (?:some|any) ?(?:one|body) (?:please )?(?!tell|explain|show|point|help|say|remind)"
    r"|^(?:is|are) any ?(?:one|body)\b|^does \w+ work$|^(?:did|has|is) (?-i:[A-Z][a-z]+) (?:call|called|left|in|here|back|around|say|said|seen|there)\b"
    r"|^(?:has|have|did) any ?(?:one|body) (?:seen|taken|got|found|else|already)\b|^(?:is|are) (?:everyone|everybody|all of|we)\b"
    r"|^(?:is|was) (?:it|that|this) (?-i:[A-Z]\w+)$"
    r"|\b(?:we|you and i) (?:meet|meeting|leave|leaving|eat|eating|chat|talk|grab|order|(?:go|going)(?: there| then| now)?$)"
    r"|(?<!if )(?<!when )(?<!once )(?<!after )\b(?:i|we) (?:left|put|lent|gave|told|sent|said|mentioned|shared|showed|brought|bought|parked|had here)\b"
    r"|\b(?:shall we|let's|don't you|do you think|are you|have you|did you|will you|were you|could you|can you|would you|won't you)\b",
    re.IGNORECASE,
)
"""What people ask each other."""
_REACTION = re.compile(
    r"^(?:(?:(?:ha){2,}h?|haha+|lo+l|lmao|omg|wow|oh|um+|hm+)\b[\s,]*)*(?:really|wait,? what|seriously|right|ok|okay|k|huh|what|wtf|wow|oh|ah|eh|hm+|sure|no|nope|yes|yeah|yep|me|you|us|me too|same|lol|haha+|is it|is that so"
    r"|says who|what now|who knows|who cares|why not|so what|and|or not|or|agreed|deal|thoughts|correct|true|get it|sorry|pardon|you know|no idea|how come)$",
    re.IGNORECASE,
)
_ADDRESSES_BY_NAME = re.compile(
    r"^(?:(?:hey|hi|hello|thanks|ok),? )?(?!How|What|Where|When|Who|Why|Which)[A-Z][a-z]+(?: [A-Z][a-z]+)?,? (?:can|could|would|will|did|do|are|have|were) you\b"
    r"|\b(?:can|could|would|will|did|do|are|have) you\b.*, [A-Z][a-z]+\W*$"
)
_FRAGMENT_ASKS = re.compile(
    r"^(?:and|or|but|also|what about|how about|what if)\s+(?:on|at|in|for|by|with|without|after|before|during|from|to|the|a|an|if"
    r"|when|where|who|how|what|which|why|weekends?|weekdays|holidays?|tomorrow|tonight|nights?|evenings?|mondays?|tuesdays?|wednesdays?"
    r"|thursdays?|fridays?|saturdays?|sundays?)\b(?! (?:i|we|he|she|they|that's|it's|then|you)\b)(?:\s+\S+){0,5}$",
    re.IGNORECASE,
)  # fmt: skip
"""`And on weekends`, without a question mark: six words or so at most."""
_TELLS = re.compile(
    r"\b(?:is|are|was|were|will|it's|that's|we|i|i'll|he|she|they|works?|worked|please|thanks?|done|fixed|good|great|fine)\b",
    re.IGNORECASE,
)


def is_question_like(text: str) -> bool:
    """Whether a message that does not name the desk looks like a question to it.

    Args:
        text: In plain words, or as the platform sends it.
    """
    said = _FOR_ALL.sub(" ", _NOT_SAID.sub(" ", text.replace("’", "'")))
    if _NAMES_SOMEBODY.search(said) or _ADDRESSES_BY_NAME.search(said.strip()):
        return False
    return any(_asks(found.group().strip()) for found in _SENTENCE.finditer(said))


def is_reaction(text: str) -> bool:
    """Whether a message only shows surprise, or the like: `haha what?`."""
    return bool(_REACTION.match(text.replace("’", "'").strip().rstrip("?!.… ")))


def _asks(sentence: str) -> bool:
    """Whether one sentence asks the desk."""
    has_mark = "?" in sentence
    whole = sentence.rstrip("?!.… ")
    if not re.search(r"\w", whole):
        return False
    if not has_mark and _FRAGMENT_ASKS.match(whole) and not _TELLS.search(whole):
        return True
    clauses = [_OPENING.sub("", clause).strip() for clause in _CLAUSE_END.split(whole)]
    if any(_asks_at_once(clause) for clause in clauses):
        return True
    return has_mark and _may_ask(_OPENING.sub("", whole).strip() or whole)


def _asks_at_once(clause: str) -> bool:
    """Whether a clause begins as questions do, and is not said to somebody."""
    if _ASKED_OF_DESK.match(clause):
        return True
    if not _ASKS.match(clause) or _NO_QUESTION.match(clause):
        return False
    return bool(_GENERIC_YOU.search(clause)) or not (
        _SPEAKS_TO_YOU.search(clause) or _BETWEEN_PEOPLE.search(clause)
    )


def _may_ask(sentence: str) -> bool:
    """Whether words with a question mark, which do not begin as a question, may be one."""
    if _REACTION.match(sentence) or _NO_QUESTION.match(sentence):
        return False
    return not (_SPEAKS_TO_YOU.search(sentence) or _BETWEEN_PEOPLE.search(sentence))
