"""What is a question to the desk, though it does not name it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chatting.question_like import is_question_like


@pytest.mark.parametrize(
    "text",
    [
        "How do I get a badge?",
        "how do i get a badge",
        "How can I reset my password",
        "how to set up VPN on a phone",
        "How long is the wait at Foothills?",
        "how much does parking cost",
        "How do you get a parking pass?",
        "how do you reset the projector",
        "What is the phone number of the service desk?",
        "what's the wifi password for guests",
        "whats the extension of payroll?",
        "What time does the cafeteria close?",
        "what happens if you lose your badge?",
        "What do you need to bring on the first day?",
        "Where is the lost and found?",
        "where do I send form DT-1",
        "Where can visitors park?",
        "When is payday?",
        "when do we get paid?",
        "Who runs the staffing office?",
        "who do I call about a broken lift",
        "Who is on call for IT tonight?",
        "which form do I need for leave?",
        "Why is the portal down?",
        "Can I work from home?",
        "can i bring my dog to the office",
        "Do I need a new photo?",
        "Is there a bike room?",
        "is there a shuttle on weekends",
        "Are there showers?",
        "Is the cafeteria open on Sunday?",
        "Does the gym cost anything?",
        "do we have a printer on level 2?",
        "Anyone know how to book a room?",
        "anyone know where the stapler cupboard is",
        "Does anyone know the fax number of the lab?",
        "Hi all, does anybody know when the pharmacy opens?",
        "Hi team! Quick question: where do I hand in my keys?",
        "Hello everyone, how do I claim travel costs?",
        "I lost my badge, what should I do?",
        "My laptop died. Where do I get a loaner?",
        "thanks! and how do I cancel it?",
        "Just wondering if the pool is open",
        "wondering who approves overtime",
        "I need to know the deadline",
        "Can you tell me where the form is?",
        "could you please explain step 3",
        "Do you know who handles refunds?",
        "and on weekends?",
        "And on weekends",
        "and by e-mail?",
        "what about holidays?",
        "what about nights",
        "how about for contractors?",
        "on Sundays?",
        "for visitors too?",
        "Weekends?",
        "ok, and for students?",
        "but why?",
        "when?",
        "The office closes at 5, right?",
        "parking fee?",
        "<!here> who has to sign the form?",
        "@channel is there a number for the night shift?",
        "any idea how to unjam the printer on 3?",
        "&gt; the old rule\nIs this still valid?",
        "So what is the limit for meals",
        "should I call security or facilities?",
        "what’s the dress code?",
        "can someone tell me the code for the gate?",
        "which one?",
        "who do I talk to about payroll",
    ],
)
def test_a_question_is_seen(text: str) -> None:
    """With a mark or without, whole or a piece that goes on."""
    assert is_question_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'll ask Sam",
        "thanks, that worked",
        "Thanks!",
        "thank you so much 🙏",
        "ok",
        "Ok, got it.",
        "great, will do",
        "@Sam can you check?",
        "<@U1> can you check?",
        "<@U1> where is the key?",
        "thanks <@U1>, how did it go?",
        "Is <@U1> in today?",
        "Sam, can you check?",
        "Sam can you look at this?",
        "can you check that, Sam?",
        "can you check?",
        "could you send me the file?",
        "did you see my mail?",
        "Are you coming to lunch?",
        "have you tried turning it off and on?",
        "would you mind swapping shifts?",
        "what do you think?",
        "What are you doing tonight?",
        "how are you?",
        "How's it going?",
        "what's up",
        "How are things?",
        "where are you?",
        "shall we meet at 3?",
        "Should we ask Sam?",
        "can we talk tomorrow?",
        "Lunch?",
        "anyone up for coffee?",
        "Anyone in for pizza?",
        "who's in for drinks?",
        "who wants cake?",
        "any news?",
        "Any updates?",
        "has anyone seen my mug?",
        "really?",
        "right?",
        "what?",
        "??",
        "?!",
        "hm?",
        "ok?",
        "does that work for you?",
        "is that ok?",
        "did that help?",
        "I guess?",
        "I think so?",
        "maybe tomorrow?",
        "we could try the other door?",
        "What a day",
        "how nice",
        "when you get there ping me",
        "When I tried it yesterday it worked.",
        "what Sam said",
        "What I meant was the other form.",
        "which is fine",
        "who knew",
        "where I work we do it on paper",
        "I don't know how he did it",
        "I asked how to do it and they told me",
        "The cafeteria closes at 8.",
        "It is in room 3.",
        "and that's how it works",
        "and then I went home",
        "but it was closed",
        "and on weekends it is closed",
        "see https://x.org/?q=how",
        "see <https://x.org/search?q=a|this>",
        "`a ? b : c` is what I wrote",
        "```\nwhat is this?\n```",
        "> how do I get a badge?",
        "&gt; how do I get a badge?",
        "on it",
        "done 👍",
        "LGTM",
        "good morning everyone",
        "Happy birthday!",
        "let me check",
        "let's go with the first one",
        "I have the same question",
        "no idea, sorry",
        "+1",
        "",
        "   ",
        "why don't we just call them?",
        "why not?",
        "How about lunch?",
        "thanks, you too",
        "see you there?",
        "can someone cover my shift?",
        "is anyone going to the store?",
        "Does Thursday work?",
        "did Sam call?",
        "Wait, what?",
        "When is your flight?",
        "is it?",
    ],
)
def test_what_people_tell_each_other_is_none(text: str) -> None:
    """Thanks, statements, and questions to somebody else."""
    assert not is_question_like(text)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    """Whatever people paste."""
    assert is_question_like(text) in (True, False)


def work_seconds(text: str) -> float:
    """Of the processor, for judging a text."""

    def once() -> float:
        began = time.thread_time()
        is_question_like(text)
        return time.thread_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    "piece", ["and ", "hi all, ", "a.", "how about ", "`", "<", "so so ", "who are ", "<@UBOT> "]
)
def test_work_grows_with_the_text_and_not_faster(piece: str) -> None:
    """No rule takes for ever on what can be read in many ways; squared it would be 256 times."""
    assert work_seconds(piece * 16_000) < 80 * work_seconds(piece * 1_000) + 0.01
