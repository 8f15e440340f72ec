"""What headers say of a feed's age, version and of trying again."""

from __future__ import annotations

import httpx
import pytest

from adapters.wait_times.headers import Version, age_seconds, retry_after_seconds, version_of

NOON = "Mon, 05 Jan 2026 12:00:00 GMT"
ELEVEN = "Mon, 05 Jan 2026 11:00:00 GMT"


def response(**headers: str) -> httpx.Response:
    return httpx.Response(
        200, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize(
    ("headers", "age"),
    [
        ({}, 0),
        ({"Date": NOON}, 0),
        ({"Last_Modified": ELEVEN}, 0),
        ({"Date": NOON, "Last_Modified": ELEVEN}, 3_600),
        ({"Date": NOON, "Last_Modified": ELEVEN, "Age": "60"}, 3_660),
        ({"Date": NOON, "Age": "60"}, 60),
        ({"Date": ELEVEN, "Last_Modified": NOON}, 0),
        ({"Date": NOON, "Last_Modified": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"Date": NOON, "Last_Modified": "yesterday"}, 0),
        ({"Date": "0", "Last_Modified": "Mon, 99 Jan 99999999999 12:00:00 GMT"}, 0),
        ({"Date": NOON, "Last_Modified": ELEVEN.replace("GMT", "-0000")}, 3_600),
        ({"Age": "-5"}, 0),
        ({"Age": "1e9"}, 0),
        ({"Age": "9" * 400}, 0),
    ],
)
def test_the_age_comes_from_the_servers_own_clock(headers: dict[str, str], age: float) -> None:
    """What is not said, or cannot be, counts as new."""
    assert age_seconds(response(**headers), Version()) == age


def test_not_modified_is_as_old_as_the_version_that_it_confirms() -> None:
    """Though it does not say itself when that was."""
    assert age_seconds(response(Date=NOON), Version(last_modified=ELEVEN)) == 3_600


def test_a_version_is_asked_for_as_the_server_named_it() -> None:
    """By its tag and its time."""
    assert version_of(response(ETag='W/"a"', Last_Modified=NOON)).conditions() == {
        "If-None-Match": 'W/"a"',
        "If-Modified-Since": NOON,
    }


@pytest.mark.parametrize("etag", ["", "é", "x" * 501])
def test_a_version_that_cannot_be_sent_back_is_not_remembered(etag: str) -> None:
    """Nor is a time that is none."""
    strange = httpx.Response(200, headers={"ETag": etag.encode(), "Last-Modified": b"soon"})
    assert version_of(strange).conditions() == {}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": NOON, "Date": ELEVEN}, 3_600),
        ({"Retry_After": ELEVEN, "Date": NOON}, 0),
        ({"Retry_After": NOON}, 0),
        ({"Retry_After": "later"}, 0),
    ],
)
def test_a_server_may_ask_to_be_left_alone(headers: dict[str, str], seconds: float) -> None:
    """For seconds, or until a time by its own clock."""
    assert retry_after_seconds(response(**headers)) == seconds
