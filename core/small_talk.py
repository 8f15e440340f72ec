"""What is said without looking anything up: greetings, help, a refusal of misuse, whom to ask.

Called by `answering` and `basis`.
"""

from __future__ import annotations

from core.domain import Answered, Declined
from core.routing import Way

_SMALL_TALK = {
    Way.GREETING: "Hello! Ask me anything about how things work here: people, phone numbers, forms, "
    "policies, how-tos.",
    Way.THANKS: "You're welcome. Ask again whenever you need something.",
    Way.FAREWELL: "Goodbye. I'm here whenever you need something.",
    Way.HELP: "I answer questions from the organisation's own pages and name the page each answer comes "
    "from. Ask in your own words, for example for a phone number, who runs a team, opening hours, or the "
    "steps to do something. You can follow up (\u201cand on weekends?\u201d). When the pages do not "
    "answer, I say so. Give me the address of a page or PDF to ask about that one. `forget` deletes "
    "our conversation.",
    Way.FORGET: "There is nothing to forget: this conversation is not kept.",
}


_HELP_ON_WAITS = (
    "\n\nI also know the wait times of emergency departments and urgent care: ask \u201chow long is "
    "the wait at \u2026\u201d, for the shortest one, whether it is busier than yesterday, or for a "
    "chart. \u201cSubscribe weekdays 7:00, \u2026\u201d posts them here by the clock, \u201calert me "
    "when \u2026 is over 4 hours\u201d watches one; `subscriptions` lists what is posted here."
)


def small_talk(way: Way, contact: str, *, knows_waits: bool = False) -> Answered | Declined:
    """The outcome of a message that needs no pages.

    Args:
        way: Any but `KNOWLEDGE`.
        contact: Whom to ask where the desk refuses; may be empty.
        knows_waits: Whether there are wait times to ask for.
    """
    if way is Way.MISUSE:
        text = "I can't help with that. I answer questions about how things work here, from our own pages."
        return Declined(f"{text} For help from a person: {contact}" if contact else text)
    text = _SMALL_TALK[way]
    return Answered(text + _HELP_ON_WAITS if way is Way.HELP and knows_waits else text)


def with_contact(text: str, contact: str) -> str:
    """A text, and whom to ask instead, where somebody is named."""
    return f"{text}\n\nFor help from a person: {contact}" if contact else text
