"""Tests of modals: what is filled in, submitted and closed, and what comes of the answer."""

from typing import Any

import pytest

from adapters.local_slack.parcels import Receipt
from tests.unit.local_slack.interaction_words import (
    MENU,
    SILENCE,
    STOP,
    modal,
    sent,
    text_input,
    view,
)
from tests.unit.local_slack.office import Scene, scene_with


@pytest.fixture
def scene() -> Scene:
    return scene_with()


async def test_a_submission_carries_the_state(scene: Scene) -> None:
    """What was filled in by label stands under block and action id."""
    modal(scene, view(text_input("Question", "question"), MENU, private_metadata="C1"))

    await scene.ann.chooses("Short")
    await scene.ann.submits({"Question": "How long?"})

    payload = sent(scene)
    assert payload["type"] == "view_submission"
    assert payload["view"]["private_metadata"] == "C1"
    values = payload["view"]["state"]["values"]
    assert values["question_block"]["question"]["value"] == "How long?"
    assert values["menu"]["tone"]["selected_option"]["value"] == "short"


async def test_initial_values_are_submitted(scene: Scene) -> None:
    """What nobody touched stays as the app gave it."""
    block = text_input("Question", "question")
    block["element"]["initial_value"] = "As before"
    modal(scene, view(block))

    await scene.ann.submits()

    values = sent(scene)["view"]["state"]["values"]
    assert values["question_block"]["question"]["value"] == "As before"


async def test_required_inputs_are_checked_before_the_app_hears(scene: Scene) -> None:
    """Slack's client complains itself; nothing is sent."""
    modal(scene, view(text_input("Question", "question")))

    await scene.ann.submits()

    assert scene.ann.view_errors == {"question_block": "Please complete this required field."}
    assert scene.carrier.parcels == []


async def test_an_input_that_is_not_there_is_a_mistake(scene: Scene) -> None:
    """The error names the inputs."""
    modal(scene, view(text_input("Question", "question")))

    with pytest.raises(ValueError, match="only: Question"):
        await scene.ann.submits({"Answer": "?"})


async def test_a_plain_acknowledgement_closes_the_modal(scene: Scene) -> None:
    """Without a word from the app the modal goes away."""
    modal(scene, view(text_input("Question", "question", optional=True)))

    await scene.ann.submits()

    assert scene.ann.view is None


async def submit_and_get(scene: Scene, response: dict[str, Any]) -> None:
    modal(scene, view(text_input("Question", "question", optional=True)))
    scene.carrier.receipts.append(Receipt(is_acknowledged=True, response=response))
    await scene.ann.submits()


async def test_errors_stand_beneath_the_inputs(scene: Scene) -> None:
    """`errors` keeps the modal open."""
    errors = {"question_block": "Too long."}

    await submit_and_get(scene, {"response_action": "errors", "errors": errors})

    assert scene.ann.view_errors == errors
    assert scene.ann.view is not None


async def test_errors_for_blocks_that_are_not_there_show_nothing(scene: Scene) -> None:
    """The person only learns that something is wrong."""
    await submit_and_get(scene, {"response_action": "errors", "errors": {"nowhere": "?"}})

    assert scene.ann.view_errors == {}
    assert "invalid_errors" in scene.ann.was_told[0]


async def test_update_shows_another_view_in_place(scene: Scene) -> None:
    """`update` keeps the id."""
    await submit_and_get(scene, {"response_action": "update", "view": view(MENU)})

    assert scene.ann.view is not None
    assert scene.ann.view.id == "V1"
    assert scene.ann.view.view["blocks"] == [MENU]


async def test_push_shows_another_view_on_top(scene: Scene) -> None:
    """`push` leaves the first beneath; closing the top shows it again."""
    await submit_and_get(scene, {"response_action": "push", "view": view(MENU)})

    assert scene.ann.view is not None
    assert scene.ann.view.view["previous_view_id"] == "V1"
    await scene.ann.closes()
    assert scene.ann.view.id == "V1"


async def test_clear_closes_all(scene: Scene) -> None:
    """`clear` takes every modal away."""
    await submit_and_get(scene, {"response_action": "clear"})

    assert scene.ann.view is None


async def test_a_bad_view_is_refused(scene: Scene) -> None:
    """A view that Slack would refuse is not shown."""
    await submit_and_get(scene, {"response_action": "update", "view": {"type": "modal"}})

    assert scene.ann.was_told


async def test_a_submission_without_acknowledgement_keeps_the_modal(scene: Scene) -> None:
    """The person may try again."""
    modal(scene, view(text_input("Question", "question", optional=True)))
    scene.carrier.receipts.append(SILENCE)

    await scene.ann.submits()

    assert scene.ann.view is not None
    assert scene.ann.was_told == ["We had some trouble connecting. Try again?"]


@pytest.mark.parametrize(("notify", "told"), [(True, 1), (False, 0)])
async def test_closing_is_told_where_asked(scene: Scene, *, notify: bool, told: int) -> None:
    """Only a view with notify_on_close tells the app."""
    modal(scene, view(text_input("Question", "question"), notify_on_close=notify))

    await scene.ann.closes()

    assert len(scene.carrier.parcels) == told


async def test_a_click_in_a_modal_carries_the_view(scene: Scene) -> None:
    """Its container is the view, and there is no address for answers."""
    modal(scene, view(STOP))

    await scene.ann.clicks("Stop")

    payload = sent(scene)
    assert payload["container"] == {"type": "view", "view_id": "V1"}
    assert payload["view"]["id"] == "V1"
    assert "response_url" not in payload
