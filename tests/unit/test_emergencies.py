"""Who is in danger is told from who asks about dangers."""

import pytest

from core.emergencies import describes_emergency, is_on_danger

VIOLENCE = [
    "there's a man with a gun",
    "someone is attacking a nurse in the ER",
    "there is someone with a knife in the lobby",
    "a visitor pulled out a knife",
    "I see a man carrying a rifle outside",
    "active shooter!!",
    "there's an active shooter in the building",
    "he is threatening to kill us",
    "a patient is hitting me",
    "two visitors are fighting in the waiting room",
    "someone's getting violent",
    "my coworker is being attacked",
    "I'm being threatened by a man in the parkade",
    "a patient just punched a nurse",
    "someone stabbed a guard",
    "fight in the waiting room",
    "there's a man with a gun in the lobby what's the procedure",
    "someone is attacking a nurse, is that code white?",
    "help, there is a bomb in the lobby",
    "someone is about to jump off the roof",
    "There’s a man waving a machete by the entrance",
    "man down in the parkade",
    "there's someone waving a knife near triage",
    "visitor has a gun",
    "we have a patient with a knife on 5 west",
    "somebody is shooting outside",
    "they are beating up a guy in the lot",
    "a family member is threatening staff with a knife",
    "help there's a shooter",
    "im being attacked",
    "a man is attacking people in the lobby what do I do",
    "someone brought a gun into the ER",
    "nurse got stabbed",
]
FIRE = [
    "there's a fire in the parkade",
    "shots fired",
    "we smell smoke on unit 5",
    "there's smoke coming from the elevator",
    "fire in the parkade",
    "smoke in the stairwell",
    "the printer is on fire",
    "I need to report a fire in the parkade",
    "the kitchen is full of smoke",
    "it smells like gas in the lab",
    "a patient set his bed on fire",
    "there is smoke in the hallway on 3",
    "I see flames by the loading dock",
    "something's burning in the kitchen",
    "the microwave caught fire",
    "there's fire in the laundry room",
    "smoke everywhere on 4",
    "someone set a garbage can on fire",
    "there is a fire",
    "help fire",
]
POISONED = [
    "i took too many pills",
    "I took a whole bottle of tylenol",
    "my son drank bleach",
    "she swallowed a bunch of pills",
    "he took too much insulin",
    "my friend OD'd in the washroom",
    "overdose in the washroom",
    "took too many sleeping pills",
    "my roommate swallowed bleach",
    "i just took all of my pills",
    "I ate a handful of xanax",
    "coworker overdosed in the bathroom",
    "I overdosed",
]
UNRESPONSIVE = [
    "patient on 6 west is not breathing",
    "patient unresponsive in room 12",
    "Pt not breathing rm 4",
    "baby choking",
    "resident has no pulse",
    "a visitor fainted in the cafeteria",
    "the guy in bed 3 isn't breathing",
    "FIRE!",
    "the patient in 412 stopped breathing",
    "patient isn't breathing!!",
    "a resident is unresponsive on 3 east",
    "the client won't wake up",
    "person collapsed outside entrance B",
]
STROKE = [
    "I feel dizzy and my left arm is numb",
    "her face is drooping",
    "my coworker's speech is slurred speech",
    "he can't move his right arm",
    "she suddenly can't speak",
    "numbness in my left arm",
    "I think my colleague has signs of a stroke",
    "my left side went numb",
    "can't move my left arm",
    "his face is drooping on one side",
    "right leg suddenly weak and I can't talk properly",
]
BLEEDING = [
    "I cut my finger and it bleeds a lot",
    "it won't stop bleeding and I'm dizzy",
    "he is bleeding everywhere",
    "blood is gushing from her leg",
    "she lost a lot of blood",
    "my colleague cut off his thumb",
    "the wound won't stop bleeding, my hand",
    "I sliced my hand and there's blood everywhere",
    "my mom is bleeding heavily",
]
QUESTIONS = [
    "where is the fire extinguisher",
    "fire drill policy",
    "what is code red",
    "how do I report an overdose incident",
    "violence prevention training",
    "gunshot wound policy",
    "numbing cream",
    "pills return",
    "is there a fire drill today",
    "there is a fire drill on Friday",
    "there's a fire door blocked on unit 3",
    "we have smoke detectors in the office",
    "where can patients smoke",
    "smoking policy",
    "I saw smoke break rules somewhere",
    "who is the fire warden",
    "how do I report a fire hazard",
    "fire alarm test schedule",
    "what do I do if there's a fire in the parkade",
    "what is the code for a violent patient",
    "what happens when someone is attacking a nurse",
    "what code is it if there's a man with a gun",
    "active shooter training",
    "what is an active shooter",
    "do security guards carry guns",
    "how do I store a patient's knife",
    "knife drawer",
    "where do I get a weapons locker",
    "can I carry pepper spray",
    "staff are fighting for better wages",
    "my computer is not responding",
    "my manager is not responding to my emails",
    "the server is on fire safety list",
    "I took too many vacation days",
    "I took too many sick days",
    "the pharmacy sent too many pills",
    "how do I return unused pills",
    "overdose kit order",
    "where do I get a naloxone kit",
    "overdose prevention site",
    "patient seizure precautions",
    "unresponsive patient protocol",
    "choking poster",
    "what is anaphylaxis",
    "what are the signs of a stroke",
    "stroke poster",
    "where is the stroke clinic",
    "my arm is numb from typing who does ergonomics",
    "numbness assessment form",
    "bleeding control course",
    "blood bank phone number",
    "how do I send a lot of blood to the lab",
    "a patient punched me last week, how do I claim",
    "someone attacked a nurse last year what changed",
    "someone is attacking our network",
    "we are under attack by spam",
    "who handles violent visitors",
    "code white statistics",
    "how to deal with a fire in the kitchen checklist",
    "what is the bomb threat procedure",
    "there is a bomb threat checklist where",
    "photo shooting in the lobby",
    "who is shooting the training video",
    "my project is on fire this week",
    "cannot breathe life into this project",
    "staff party: fire pit allowed?",
    "shooting range discount",
    "I have a lot of blood samples to send",
    "how do I get a firearm permit letter",
    "where is the gun locker for police",
    "she is on fire committee",
    "fire in the hole meaning",
    "gas smell reporting procedure",
    "how long are patients with chest pain policy",
    "what do I dial if a visitor is about to hit me?",
    "what is the overdose policy",
    "where do I find the naloxone training",
    "which pills are covered by benefits",
    "how many pills are in a blister pack",
    "can I take pills home from pharmacy",
    "who disposes of expired medications",
    "who do I call about a smoke detector beeping",
    "there is a smoke-free campus right",
    "is vaping allowed in the parkade",
    "how often are fire drills held",
    "what floor is the fire panel on",
    "code red meaning",
    "code silver training dates",
    "weapons policy for visitors",
    "how do I book violence prevention training",
    "working alone and aggressive clients course",
    "security escort to the parkade",
    "what do I do if a patient is violent",
    "what if a visitor has a knife",
    "stroke clinic hours",
    "stroke unit phone number",
    "numb feeling after dental freezing",
    "nose bleed handout",
    "heavy bleeding discharge sheet",
    "blood spill cleanup who",
    "bleeding edge software",
    "I am on fire duty tomorrow",
    "there's a fire inspection on Thursday",
    "the fire alarm panel shows a fault who to call",
    "firearm storage for police officers",
    "we have a fire extinguisher that expired",
    "who sits on the workplace violence committee",
    "staff were attacked by phishing emails",
    "someone hit my car in the parkade",
    "I hit my head on the policy, kidding",
    "the nurse shot schedule",
    "flu shot clinic",
    "did the patient get shot today",
    "a good shot of the lobby",
    "is there a gun safe",
    "fighting fatigue on night shift",
    "we are fighting over parking spots",
    "bomb cyclone road closures",
    "breathing apparatus fit test",
    "not breathing room in my schedule",
    "CPAP breathing trouble ticket",
    "unresponsive keyboard",
    "unresponsive website",
    "my screen is unresponsive",
    "the elevator is not responding",
    "Outlook collapsed my folders",
    "I collapsed the menu and cannot get it back",
    "the app is choking on large files",
]


@pytest.mark.parametrize("text", VIOLENCE)
def test_violence_now_is_an_emergency(text: str) -> None:
    """A weapon that is seen, an attack that goes on."""
    assert describes_emergency(text)


@pytest.mark.parametrize("text", FIRE)
def test_fire_and_smoke_that_are_seen_are_an_emergency(text: str) -> None:
    """Wherever they are."""
    assert describes_emergency(text)


@pytest.mark.parametrize("text", POISONED)
def test_who_took_too_much_is_in_danger(text: str) -> None:
    """Of medicine or of what is none."""
    assert describes_emergency(text)


@pytest.mark.parametrize("text", UNRESPONSIVE)
def test_whoever_does_not_breathe_or_wake_is_in_danger(text: str) -> None:
    """Also where the one who writes has no time for articles."""
    assert describes_emergency(text)


@pytest.mark.parametrize("text", STROKE)
def test_signs_of_a_stroke_are_an_emergency(text: str) -> None:
    """Without the word."""
    assert describes_emergency(text)


@pytest.mark.parametrize("text", BLEEDING)
def test_heavy_bleeding_is_an_emergency(text: str) -> None:
    """However it is put."""
    assert describes_emergency(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_about_a_danger_is_no_emergency(text: str) -> None:
    """It is answered from the pages."""
    assert not describes_emergency(text)


def test_there_are_as_many_questions_as_cries() -> None:
    """Else the rules would drift to one side."""
    cries = [*VIOLENCE, *FIRE, *POISONED, *UNRESPONSIVE, *STROKE, *BLEEDING]
    assert len(QUESTIONS) >= len(cries)


@pytest.mark.parametrize(
    "text",
    ["there's a man with ", "patient is ", "someone ", "took all the ", "arm is ", "the unit is "],
)
def test_a_long_message_is_read_in_time(text: str) -> None:
    """What could begin a cry, over and over, is none; else this test would not end."""
    assert not describes_emergency(text * 200)


def test_a_page_on_violence_helps_who_meets_it_by_another_word() -> None:
    """Whoever sees a gun is helped by a page on weapons."""
    text = "there's a man with a gun, what do I do?"
    assert is_on_danger(text, frozenset({"weapon", "polic"}))


def test_a_page_on_something_else_does_not_help() -> None:
    """The parkade is not what matters when it burns."""
    text = "there's a fire in the parkade, what do I do?"
    assert not is_on_danger(text, frozenset({"parkad", "permit"}))
