"""The settings of a chat in Teams: their cards as they look, and what is read of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.names import ACTION, OPEN_SETTINGS, SAVE_SETTINGS
from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.settings_card import (
    EVERYBODY,
    GONE,
    ONLY,
    PEOPLE,
    SOURCES,
    TONE,
    UNMENTIONED,
    WHO,
    Entered,
    Form,
    changing_card,
    entered_of,
    mark_of,
    reading_card,
    settings_message,
    settings_told,
)
from adapters.teams.surfaces.settings_form import (
    Refused,
    editors_of,
    people_refused,
    read_entered,
    read_gone,
    read_settings,
)
from core.domain import ChannelSettings, Tone
from tests.local_teams.card_actions import inputs_in, submitted
from tests.local_teams.cards import check_card
from tests.local_teams.reading import card_as_text, without_markup

ANN, BEN = "29:ann", "29:ben"
SETTINGS = ChannelSettings(
    ("Handbook",), answers_unmentioned=True, tone=Tone.SHORT, editors=(ANN, BEN)
)
EVERYTHING = ["Handbook", "Policies"]


def form(settings: ChannelSettings = SETTINGS, **changed: Any) -> Form:
    """The dialog as Ann opens it."""
    made = Form(
        kind=ChatKind.CHANNEL,
        entered=entered_of(settings, ANN),
        known=EVERYTHING,
        names={BEN: "Ben"},
    )
    return replace(made, **changed)


def drawn(wanted: Form) -> Any:
    """The card, as Teams draws it."""
    card = changing_card(wanted)
    check_card(card)
    return card


def sent(wanted: Form, **filled: Any) -> Any:
    """What Save sends."""
    card = drawn(wanted)
    return submitted(card["actions"][0], card, filled)


def fields(card: Any) -> dict[str, Any]:
    """Inputs by their id."""
    return {one["id"]: one for one in inputs_in(card)}


def test_it_shows_the_settings_as_they_are() -> None:
    """Chosen, switched and named."""
    text = card_as_text(drawn(form()))
    assert "This is how I answer in this channel. Everybody here is told" in text
    assert "Answer from: [Handbook]" in text
    assert "How much an answer says: [In a sentence or two: only what was asked for]" in text
    assert "Questions that nobody asked me: [true]" in text
    assert "And these people: [Ben]" in text


def test_the_dialog_is_sent_to_where_it_is_heard() -> None:
    """Its button carries the name of the deed."""
    assert sent(form())[ACTION] == SAVE_SETTINGS


def test_a_personal_chat_has_fewer_settings() -> None:
    """Nobody else is there."""
    card = drawn(form(ChannelSettings(), kind=ChatKind.PERSONAL))
    assert [*fields(card)] == [SOURCES, TONE]
    assert "told" not in card_as_text(card)


def test_every_input_has_a_label() -> None:
    """Screen readers read it; what must be filled in says so."""
    inputs = fields(drawn(form())).values()
    assert all(one["label"] for one in inputs)
    assert all(one["errorMessage"] for one in inputs if one.get("isRequired"))


def test_people_are_chosen_from_those_who_are_there() -> None:
    """Teams searches among the members of the chat."""
    picker = fields(drawn(form()))[PEOPLE]
    assert picker["choices.data"]["dataset"].endswith("?scope=currentContext")
    assert picker["choices"] == [{"title": "Ben", "value": BEN}]


def test_somebody_whose_name_is_not_told_stays_an_editor() -> None:
    """Under a word that stands for anybody."""
    picker = fields(drawn(form(names={})))[PEOPLE]
    assert picker["choices"] == [{"title": "Somebody", "value": BEN}]
    assert picker["value"] == BEN


@pytest.mark.parametrize("count", [0, 1, 10, 11, 100, 950])
def test_any_number_of_sources_can_be_shown(count: int) -> None:
    """Few side by side, many in a menu, the rest counted; none as a sentence."""
    names = [f"Source {number}" for number in range(count)]
    card = drawn(form(ChannelSettings(tuple(names[-1:])), known=names))
    field = fields(card).get(SOURCES)
    assert (field is None) == (count == 0)
    if field is not None:
        assert field["style"] == ("expanded" if count < 11 else "compact")
        assert f"Answer from: [{names[-1]}]" in card_as_text(card)
    assert ("which do not fit in here" in card_as_text(card)) == (count > 60)


def test_a_source_that_is_gone_can_be_taken_away() -> None:
    """It is still chosen, and said to be read no more."""
    settings = ChannelSettings(("Handbook", "Old wiki"))
    card = drawn(form(settings, gone=["Old wiki"]))
    assert "Old wiki (is not read any more)" in card_as_text(card)
    assert read_gone(sent(form(settings, gone=["Old wiki"]))) == ("Old wiki",)


def test_of_a_single_source_there_is_nothing_to_choose() -> None:
    """Unless it was chosen before."""
    one = form(ChannelSettings(), known=["Handbook"])
    assert "Answer from" not in card_as_text(drawn(one))
    assert "Answer from" in card_as_text(drawn(form(known=["Handbook"])))


@given(st.lists(st.text(min_size=1, max_size=200), max_size=12, unique=True), st.integers(0, 12))
def test_whatever_sources_are_called_teams_draws_it(names: list[str], chosen: int) -> None:
    """And what is sent in unchanged changes nothing."""
    settings = ChannelSettings(tuple(names[:chosen]))
    given_back = read_entered(sent(form(settings, known=names)))
    read = read_settings(given_back, kind=ChatKind.CHANNEL, before=settings, known=names)
    assert read == settings


def test_names_of_sources_are_no_markup() -> None:
    """Neither in choices nor in sentences, whatever operators call them."""
    settings = ChannelSettings(("**All** [x](http://a) {{DATE(1)}}",))
    card = drawn(form(settings, known=[*settings.sources, "Policies"]))
    title = fields(card)[SOURCES]["choices"][0]["title"]
    assert "**" not in title
    assert "{{" not in title
    (shown,) = settings_message(ChatKind.CHANNEL, settings).cards
    assert "**All** [x](http://a)" in card_as_text(dict(shown))
    assert "{{" not in str(shown)


def test_an_error_stands_first() -> None:
    """With everything that was entered beneath it."""
    card = drawn(form(error="I cannot keep this just now."))
    assert card_as_text(card).startswith("I cannot keep this just now.\n")
    assert card["body"][0]["color"] == "Attention"


def test_the_word_shows_the_settings_and_opens_the_dialog() -> None:
    """It names nobody."""
    message = settings_message(ChatKind.GROUP, SETTINGS)
    (card,) = message.cards
    check_card(dict(card))
    text = card_as_text(dict(card))
    assert "This is how I answer in this chat:" in text
    assert "• I answer from Handbook only" in text
    assert "Only some people may change this." in text
    assert text.endswith("[Change settings]")
    (action,) = card["actions"]
    assert action["data"] == {"msteams": {"type": "task/fetch"}, ACTION: OPEN_SETTINGS}
    assert message.summary


def test_in_a_dialog_the_button_goes_on_with_the_next() -> None:
    """Teams opens no dialog from within another."""
    (card,) = settings_message(ChatKind.GROUP, SETTINGS, is_in_dialog=True).cards
    assert card["actions"][0]["data"] == {ACTION: OPEN_SETTINGS}


def test_in_words_alone_the_way_to_the_dialog_is_told() -> None:
    """Where there can be no button."""
    message = settings_told(ChatKind.CHANNEL, SETTINGS)
    assert not message.cards
    assert "• I answer from Handbook only" in without_markup(message.text)
    assert message.text.endswith("To change it, mention me there with the word **settings**.")


def test_who_may_not_change_them_reads_them() -> None:
    """With who may; there is nothing to send in."""
    card = dict(reading_card(ChatKind.CHANNEL, SETTINGS, ["Ann", "Ben *B*"]))
    check_card(card)
    text = card_as_text(card)
    assert "I answer in a sentence or two" in text
    assert "Only Ann and Ben *B* may change this." in text
    assert "actions" not in card


def test_what_is_sent_in_is_read() -> None:
    """Every field of it."""
    entered = read_entered(
        sent(
            form(ChannelSettings(), entered=Entered(people=(BEN,))),
            sources=["Policies"],
            tone="short",
            unmentioned=True,
            who=ONLY,
        )
    )
    assert entered == Entered(
        (mark_of("Policies"),), Tone.SHORT, answers_unmentioned=True, is_limited=True, people=(BEN,)
    )
    read = read_settings(entered, kind=ChatKind.CHANNEL, before=ChannelSettings(), known=EVERYTHING)
    assert read == ChannelSettings(("Policies",), answers_unmentioned=True, tone=Tone.SHORT)


@pytest.mark.parametrize("tone", [None, "", "loud", 7, ["short"]])
def test_a_tone_that_there_is_not_changes_nothing(tone: object) -> None:
    """It is said, instead of guessed."""
    entered = read_entered({TONE: tone, SOURCES: 5, PEOPLE: {"a": 1}, UNMENTIONED: []})
    read = read_settings(entered, kind=ChatKind.GROUP, before=SETTINGS, known=EVERYTHING)
    assert isinstance(read, Refused)


def test_a_source_that_nobody_knows_changes_nothing() -> None:
    """It went away while the dialog was open, or was made up."""
    entered = Entered(sources=(mark_of("Made up"),))
    read = read_settings(entered, kind=ChatKind.GROUP, before=SETTINGS, known=EVERYTHING)
    assert isinstance(read, Refused)
    assert "choose again" in read.reason


@pytest.mark.parametrize("gone", [None, "x", [1, None, "", "x" * 300], {"a": 1}])
def test_what_is_no_name_is_no_source(gone: object) -> None:
    """What comes back with the dialog is not trusted."""
    assert read_gone({GONE: gone}) == ()


def test_in_a_personal_chat_nobody_is_overheard() -> None:
    """Whatever is sent in."""
    entered = Entered(answers_unmentioned=True)
    read = read_settings(entered, kind=ChatKind.PERSONAL, before=ChannelSettings(), known=[])
    assert read == ChannelSettings()


def test_nobody_locks_themselves_out() -> None:
    """Who says that only some may is one of them."""
    assert editors_of([BEN], ANN, ChannelSettings()) == (ANN, BEN)
    assert editors_of([], ANN, ChannelSettings()) == (ANN,)


def test_the_same_editors_are_no_change() -> None:
    """In whatever order."""
    before = ChannelSettings(editors=(BEN, ANN))
    assert editors_of([BEN], ANN, before) == (BEN, ANN)


def test_too_many_editors_are_refused() -> None:
    """However they were sent."""
    many = [f"29:{number}" for number in range(60)]
    assert isinstance(editors_of(many, ANN, ChannelSettings()), Refused)
    assert people_refused(Entered(is_limited=True, people=tuple(many)), ChannelSettings())


def test_people_and_everybody_contradict_each_other() -> None:
    """Unless those people only stand there from before."""
    entered = read_entered({TONE: "full", WHO: EVERYBODY, PEOPLE: BEN})
    assert "Which is it?" in people_refused(entered, ChannelSettings())
    assert not people_refused(entered, SETTINGS)
