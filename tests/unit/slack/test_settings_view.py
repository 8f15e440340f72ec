"""The modal with a channel's settings: as it looks, and what is read of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local_slack.block_kit import check_view
from adapters.local_slack.reading import blocks_as_text
from adapters.local_slack.state import App, Workspace
from adapters.slack.surfaces.payloads import SettingsView
from adapters.slack.surfaces.settings_form import Refused, SentIn, change_in_words, read_form
from adapters.slack.surfaces.settings_view import (
    EDITORS,
    SOURCES,
    TONE,
    UNMENTIONED,
    changing_view,
    choosing_view,
    editors_in_words,
    reading_view,
    sources_in_words,
    telling_view,
    waiting_view,
)
from core.domain import ChannelSettings, Tone

WORKSPACE = Workspace(app=App(manifest={}))
SETTINGS = ChannelSettings(
    ("Handbook",), answers_unmentioned=True, tone=Tone.SHORT, editors=("U0ANN", "U0BEN")
)
EVERYTHING = ["Handbook", "Policies"]


def read(view: dict[str, Any]) -> str:
    """What a person reads of a view that Slack takes."""
    check_view(view)
    return blocks_as_text(view["blocks"], WORKSPACE)


def filled(view: dict[str, Any], **chosen: Any) -> SettingsView:
    """The view as it is sent in: what it was opened with, but for what was chosen."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["block_id"]
        given = {
            "selected_options": element.get("initial_options", []),
            "selected_option": element.get("initial_option"),
            "selected_users": element.get("initial_users", []),
        }
        values[name] = {name: {**given, **chosen.get(name, {})}}
    state = {"private_metadata": view["private_metadata"], "state": {"values": values}}
    return SettingsView.model_validate(state)


def test_it_shows_the_settings_as_they_are() -> None:
    """Ticked, chosen and named."""
    text = read(changing_view("C1", SETTINGS, EVERYTHING))
    assert "Answer from (optional): [x] Handbook [ ] Policies" in text
    assert "[ ] In full [x] In a sentence or two" in text
    assert "[ ] Wait to be mentioned [x] Answer questions anyway" in text


def test_a_direct_message_has_fewer_settings() -> None:
    """Nobody else is there."""
    view = changing_view("D1", ChannelSettings(), EVERYTHING)
    check_view(view)
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert fields == [SOURCES, TONE]


@pytest.mark.parametrize("count", [0, 1, 10, 11, 100, 101, 950])
def test_any_number_of_sources_can_be_chosen_from(count: int) -> None:
    """Few as checkboxes, many in a menu, very many in groups; none as a sentence."""
    names = [f"Source {number}" for number in range(count)]
    view = changing_view("C1", ChannelSettings(tuple(names[:1])), names)
    check_view(view)
    elements = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    kinds = {element["type"] for element in elements} & {"checkboxes", "multi_static_select"}
    assert kinds == (
        set() if not count else {"checkboxes" if count < 11 else "multi_static_select"}
    )


def test_a_source_that_is_gone_can_be_taken_away() -> None:
    """It is still chosen, and said to be read no more."""
    settings = ChannelSettings(("Handbook", "Old wiki"))
    view = changing_view("C1", settings, EVERYTHING)
    assert "[x] Old wiki" in read(view)
    assert "Is not read any more" in str(view)


@given(st.lists(st.text(min_size=1, max_size=200), max_size=12, unique=True), st.integers(0, 12))
def test_whatever_sources_are_called_slack_takes_the_view(names: list[str], chosen: int) -> None:
    """And what is sent in unchanged changes nothing, for names that Slack can carry."""
    names = [name for name in names if name.strip() and name.isprintable()]
    settings = ChannelSettings(tuple(name for name in names[:chosen] if len(name) <= 150))
    view = changing_view("C1", settings, names)
    check_view(view)
    assert read_form(filled(view), "U0ANN") == SentIn("C1", settings)


def test_other_views_are_taken() -> None:
    """While it is looked up, where something went wrong, and where a channel has to be chosen."""
    for view in (waiting_view(), telling_view("I cannot."), choosing_view()):
        check_view(view)


def test_who_may_not_change_them_reads_them() -> None:
    """With who may; there is nothing to send in."""
    view = reading_view("C1", SETTINGS, "Only <@U0ANN> may change this.")
    text = read(view)
    assert "I answer from Handbook only" in text
    assert "I answer in a sentence or two" in text
    assert "I answer questions even if nobody mentions me" in text
    assert text.count("may change this") == 1
    assert "submit" not in view


def test_of_a_single_source_there_is_nothing_to_choose() -> None:
    """Unless it was chosen before."""
    assert "Answer from" not in read(changing_view("C1", ChannelSettings(), ["Handbook"]))
    chosen = ChannelSettings(("Handbook",))
    assert "Answer from" in read(changing_view("C1", chosen, ["Handbook"]))


def test_names_are_listed_as_people_say_them() -> None:
    """With commas, and a word before the last."""
    assert sources_in_words(["A", "B"]) == "I answer from A and B only"
    assert sources_in_words(["A", "B", "C"]) == "I answer from A, B and C only"
    assert editors_in_words(["U1", "U2"]) == "only <@U1> and <@U2> may change this"
    many = [f"S{number}" for number in range(25)]
    assert sources_in_words(many).endswith("S18, S19 and 5 more only")


def test_what_is_sent_in_is_read() -> None:
    """Every field of it."""
    view = changing_view("C1", ChannelSettings(), EVERYTHING)
    sent = filled(
        view,
        sources={"selected_options": [{"value": "Policies"}]},
        tone={"selected_option": {"value": "short"}},
        unmentioned={"selected_option": {"value": "answer"}},
        editors={"selected_users": ["U0ANN", "U0BEN"]},
    )
    wanted = ChannelSettings(
        ("Policies",), answers_unmentioned=True, tone=Tone.SHORT, editors=("U0ANN", "U0BEN")
    )
    assert read_form(sent, "U0ANN") == SentIn("C1", wanted)


def test_nobody_locks_everybody_out() -> None:
    """Who names editors is one of them."""
    view = changing_view("C1", ChannelSettings(), EVERYTHING)
    refused = read_form(filled(view, editors={"selected_users": ["U0BEN"]}), "U0ANN")
    assert isinstance(refused, Refused)
    assert "yourself" in refused.errors[EDITORS]


def test_too_many_editors_are_refused() -> None:
    """However they were sent."""
    view = changing_view("C1", ChannelSettings(), EVERYTHING)
    many = ["U0ANN", *(f"U{number}" for number in range(60))]
    assert isinstance(read_form(filled(view, editors={"selected_users": many}), "U0ANN"), Refused)


@pytest.mark.parametrize("metadata", ["", "[]", "no JSON", "{}", json.dumps({"channel": ""})])
def test_a_view_without_its_channel_changes_nothing(metadata: str) -> None:
    """It says so instead of guessing."""
    sent = filled(changing_view("C1", ChannelSettings(), EVERYTHING))
    broken = sent.model_copy(update={"private_metadata": metadata})
    assert isinstance(read_form(broken, "U0ANN"), Refused)


def test_a_change_is_told_in_one_line() -> None:
    """Only what is different; people are counted, because a mention would call them."""
    assert change_in_words(SETTINGS, SETTINGS) == ""
    assert change_in_words(ChannelSettings(), SETTINGS) == (
        "I answer from Handbook only; I answer in a sentence or two; "
        "I answer questions even if nobody mentions me; only 2 people may change this"
    )
    assert change_in_words(SETTINGS, replace(SETTINGS, editors=())) == (
        "everybody in the channel may change this"
    )


def test_a_change_names_sources_without_markup() -> None:
    """Operators choose their names, but a channel is no place for a broadcast."""
    told = change_in_words(ChannelSettings(), ChannelSettings(("<!channel> *all*",)))
    assert "<!channel>" not in told
    assert UNMENTIONED not in told
