"""Recognises messages that say nothing but hello, thanks, never mind or "are you there?".

Called by `routing`.  A message counts only when nothing else is in it: "thank you card policy" is a question.
"""

from __future__ import annotations

import re

from core.ways import Way
from core.words import words

_INTENSE = r"(?:so|very|really|super|pretty|quite|extremely|most|too|that was|this is|this was|that is|that's|it's|its|thats)"
_GOOD = (
    r"(?:great|good|perfect|awesome|nice|cool|amazing|brilliant|excellent|wonderful|fantastic|lovely|super|sweet|neat"
    r"|impressive|incredible|helpful|useful|handy|clever|smart|fast|quick|easy|fun)"
)
_PHRASES = {
    Way.READY: r"(?:(?:i(?: have|'ve got| got|'ve)? )?(?:just )?(?:a |one |another )?(?:(?:quick|small|silly|stupid|dumb|general|random|little) )?questions?(?: for you)?"
    r"|(?:can|could|may) i (?:please )?ask (?:you )?(?:something|(?:a|one|another) (?:quick )?(?:question|thing))"
    r"|(?:are )?you (?:there|around|awake|up|online|alive|working|listening)|(?:is )?(?:any ?(?:one|body)|some ?(?:one|body)) (?:there|here|home)"
    r"|(?:this is (?:just )?)?(?:a |just a |only a )?test(?:ing)?(?: message)?|testing 1 2 3|ping|are you (?:available|ready|free|busy))",
    Way.UNHAPPY: r"(?:(?:that|this|it)(?:'s| is| was)? (?:is |was )?(?:not|isn't|wasn't|is not) (?:very |really |at all )?(?:it|right|correct|helpful|useful|true|what i (?:asked|meant|wanted|need|needed))"
    r"|not (?:very |really )?(?:helpful|useful|what i (?:asked|meant|wanted|need|needed))|(?:that|this|it) (?:did not|didn't|doesn't|does not) help(?: me)?"
    r"|(?:that(?:'s| is)|thats|this is|you(?:'re| are)) (?:wrong|useless|incorrect|unhelpful)|wrong answer|useless|unhelpful|bad bot)",
    Way.HELP: r"(?:help(?: me)?|what can you do|what do you do|who are you|what are you|are you (?:a )?(?:bot|human|real"
    r"|robot|person)|how do(?:es)? (?:you|this) work|how do i use (?:you|this)|what can i ask(?: you)?|commands)",
    Way.NEVER_MIND: r"(?:never ?mind(?: that| it| me)?|nvm|nm|forget (?:about )?(?:it|that)|sorry|oops|whoops|my bad|my mistake"
    r"|wrong (?:channel|chat|person|thread|window|group|bot|place|one|button)|(?:that|this|it) was(?:n't| not) (?:meant )?for you"
    r"|(?:(?:that|this|it) was )?(?:meant )?for (?:someone|somebody) else|(?:please )?(?:ignore|disregard) (?:me|that|this|it)"
    r"|please (?:ignore|disregard)|(?:i )?(?:found|figured|got|solved) it(?: out)?(?: myself)?|sorted|all set|scratch that|no worries"
    r"|no problem|all good|np|that's (?:all|it)|that is all|nothing(?: else)?)",
    Way.FAREWELL: r"(?:bye+(?: bye+)?|goodbye|good night|see you(?: later| soon| tomorrow)?|see ya|later|take care|have a (?:good|great|nice) (?:day|one|night|evening|weekend|shift))",
    Way.GREETING: r"(?:hiya|hi+|hello+|hey+|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|yo"
    r"|how are you(?: doing)?(?: today)?|how's it going|what's up|sup|welcome|nice to meet you)",
    Way.THANKS: rf"(?:thanks?(?: you)?|thank you(?: so| very)?(?: much)?|thx|thnx|tnx|ty|tysm|cheers|much appreciated|(?:i )?appreciate (?:it|that|your help)"
    r"|merci|(?:i )?(?:really |just |absolutely )?(?:love|like|loved|liked) (?:it|this|that|you|this bot|this thing|the bot)"
    rf"|(?:{_GOOD}|good|well) (?:job|work|stuff|bot|one|answer|done|to know)|(?:you(?:'re| are)|youre|ur) (?:so |very |really )?(?:the best|welcome|a (?:star|lifesaver|genius|legend|hero)|{_GOOD})"
    rf"|(?:{_INTENSE} ){{0,3}}{_GOOD}|works(?: now| for me| great)?|it (?:works|worked)|that worked|ok(?:ay)?|k|kk|got it|gotcha|that helps|that helped(?: a lot| me)?|makes sense"
    r"|understood|noted|will do|roger|right|alright|wow|whoa|yay|woo+(?:hoo+)?|woot|lo+l|lmao|rofl|(?:ha)+h?|(?:he){2,}|haha+|omg)",
}  # fmt: skip
"""In the order in which they win: "hi, quick question" waits for the question, "good night" is no praise."""
_FILLER = (
    r"(?:there|all|everyone|everybody|team|bot|frontdesk|desk|guys|folks|friend|buddy|man|so much|a lot|a bunch|a million|again|please"
    r"|for (?:that|this|now|your help|the (?:help|info|answer|link|quick (?:answer|reply|help)))|very much|so|oh|ah|aha|hmm+|um+|and|but|then|well"
    r"|anyway|just|today|now|you|everything|indeed|tho|though|btw)"
)
_ORNAMENT = r"(?:<3+|[:;=]['o-]?[)(\]\[dDpP/|*3oO]+|[xX]D+|\^\^)"
_PIECE = "|".join(_PHRASES.values())
_WHOLE = re.compile(
    # Atomic: what can be read in two ways is read in one, or a long message takes for ever.
    rf"^\W*(?>(?:{_PIECE}|{_FILLER})(?![\w'])(?:[\s,.!?;:()–-]+|$))+\W*$",
    re.IGNORECASE,
)
_CONTAINS = {
    way: re.compile(rf"\b{phrase}(?![\w'])", re.IGNORECASE) for way, phrase in _PHRASES.items()
}
_IS_ORNAMENT = re.compile(rf"(?<!\S){_ORNAMENT}(?!\S)")
_MOST_CHARACTERS = 200


def pleasantry(text: str) -> Way | None:
    """Which way a message goes that says nothing else; None: it says something.

    Args:
        text: Without emoji.
    """
    said = _IS_ORNAMENT.sub(" ", text.replace("’", "'")).strip()
    if len(said) > _MOST_CHARACTERS or not words(said) or not _WHOLE.match(said):
        return None
    return next((way for way, phrase in _CONTAINS.items() if phrase.search(said)), None)
