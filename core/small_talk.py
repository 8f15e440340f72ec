"""What is said without looking anything up: greetings, help, a refusal of misuse, whom to ask.

Called by `answering` and `basis`.
"""

from __future__ import annotations

from core.domain import Answered, Declined
from core.waits.examples import Examples
from core.waits.telling.wording import capitalised
from core.ways import Way

_SMALL_TALK = {
    Way.READY: "Go ahead: ask me in your own words. Who does what, a phone number, a form, a policy, how to do "
    "something.",
    Way.UNHAPPY: "I am sorry that this was no help. Please ask in other words, perhaps with the name of the "
    "form, the team or the site.",
    Way.NEVER_MIND: "No problem. Ask whenever you need something.",
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


def small_talk(way: Way, contact: str, *, waits: Examples | None = None) -> Answered | Declined:
    """The outcome of a message that needs no pages.

    Args:
        way: Any but `KNOWLEDGE`.
        contact: Whom to ask where the desk refuses; may be empty.
        waits: What to ask of wait times, where there are any.
    """
    if way is Way.MISUSE:
        text = "I can't help with that. I answer questions about how things work here, from our own pages."
        return Declined(f"{text} For help from a person: {contact}" if contact else text)
    text = _SMALL_TALK[way]
    if way is Way.UNHAPPY:
        text = with_contact(text, contact)
    return Answered(text + _on_waits(waits) if way is Way.HELP and waits is not None else text)


def with_contact(text: str, contact: str) -> str:
    """A text, and whom to ask instead, where somebody is named."""
    return f"{text}\n\nFor help from a person: {contact}" if contact else text


def _on_waits(examples: Examples) -> str:
    return (
        "\n\nI also know the wait times of emergency departments and urgent care: ask "
        f"“{examples.question}”, for the shortest one, whether it is busier than yesterday, or for a "
        f"chart. “{capitalised(examples.digest)}” posts them here by the clock, “{examples.alert}” "
        "watches one; `subscriptions` lists what is posted here."
    )
