"""The app package for Teams: whole, as Microsoft's schema wants it, and made for this host."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator, Draft6Validator, FormatChecker
from jsonschema.validators import extend
from PIL import Image

from adapters.teams.names import ANSWER_THIS, ASK_COMMAND, ROUTE
from bot.teams_manifest import FOLDER, TeamsApp, manifest_for, package_for, write_package
from core.chatting.command_words import Ask, read_command
from core.errors import SettingsError
from tests.node_tools import SCHEMAS, node_package

APP_ID = "0a1b2c3d-0000-4000-8000-0123456789ab"
ADDRESS = "https://desk.example.org"
# The schema calls itself draft 4, but says the manifest's version by `const`, which came later.
Validator = extend(Draft4Validator, {"const": Draft6Validator.VALIDATORS["const"]})


def app(**changed: str) -> TeamsApp:
    return TeamsApp(**{"app_id": APP_ID, "public_url": ADDRESS, **changed})


@cache
def schema() -> dict[str, Any]:
    """Microsoft's own, of the version that the manifest names."""
    version = manifest_for(app())["manifestVersion"]
    folder = node_package(SCHEMAS) / "build" / "json-schemas" / "teams" / f"v{version}"
    read: dict[str, Any] = json.loads((folder / "MicrosoftTeams.schema.json").read_text("utf-8"))
    return read


def faults(manifest: dict[str, Any]) -> list[str]:
    validator = Validator(schema(), format_checker=FormatChecker())
    return [f"{list(fault.path)}: {fault.message}" for fault in validator.iter_errors(manifest)]


def commands() -> Iterator[dict[str, str]]:
    """Everything that is offered when somebody types to the bot."""
    for listed in manifest_for(app())["bots"][0]["commandLists"]:
        yield from listed["commands"]


def test_teams_schema_takes_it() -> None:
    """Microsoft's own schema finds nothing wrong."""
    assert faults(manifest_for(app())) == []


def test_the_schema_would_find_a_fault() -> None:
    """What the other test trusts in: a version that the schema is not of is refused by it."""
    assert faults({**manifest_for(app()), "manifestVersion": "1.0"})


def test_at_its_longest_it_is_taken_too() -> None:
    """What is filled in is checked against the same limits."""
    longest = f"https://{'d' * 63}.example.org/{'p' * 1900}"
    made = manifest_for(
        app(name="n" * 30, developer="d" * 32, website=longest, privacy=longest, terms=longest)
    )
    assert faults(made) == []


def test_no_placeholder_is_left() -> None:
    """Each of them stands for something."""
    assert "{{" in (FOLDER / "manifest.json").read_text("utf-8")
    assert "{{" not in json.dumps(manifest_for(app()))


def test_its_id_is_the_bots() -> None:
    """The app, the bot, the extension and the permissions belong to one registration."""
    made = manifest_for(app(app_id=APP_ID.upper()))
    of_bots = {one["botId"] for one in (*made["bots"], *made["composeExtensions"])}
    assert of_bots | {made["id"], made["webApplicationInfo"]["id"]} == {APP_ID}


def test_its_name_stands_where_people_see_it() -> None:
    """Quotes and letters of other scripts are kept."""
    made = manifest_for(app(name='Ask "Kestrel": è'))
    assert made["name"]["short"] == 'Ask "Kestrel": è'


def test_what_looks_like_a_placeholder_in_a_name_stays() -> None:
    """What was filled in is not filled in again."""
    made = manifest_for(app(name="{{teams.app_id}}"))
    assert made["name"]["short"] == "{{teams.app_id}}"


def test_the_desks_address_stands_for_what_is_not_given() -> None:
    """The schema wants pages of the maker's; an organisation's own app may not have any."""
    made = manifest_for(app(public_url=f"{ADDRESS}/", privacy="https://www.example.org/privacy"))
    assert made["developer"] == {
        "name": "frontdesk",
        "websiteUrl": ADDRESS,
        "privacyUrl": "https://www.example.org/privacy",
        "termsOfUseUrl": ADDRESS,
    }
    assert made["validDomains"] == ["desk.example.org"]


def test_the_extension_has_the_commands_that_are_listened_for() -> None:
    """One from the box to write in, one from the menu of a message; both open a dialog."""
    offered = manifest_for(app())["composeExtensions"][0]["commands"]
    assert [(one["id"], one["type"], one["fetchTask"]) for one in offered] == [
        (ASK_COMMAND, "action", True),
        (ANSWER_THIS, "action", True),
    ]
    assert [one["context"] for one in offered] == [["compose", "commandBox"], ["message"]]


def test_the_bot_is_for_every_kind_of_chat() -> None:
    """And takes part in them, which one that only notifies could not."""
    bot = manifest_for(app())["bots"][0]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert not bot["isNotificationOnly"]
    assert not bot["supportsFiles"]


def test_it_asks_for_the_two_permissions_that_follow_ups_need() -> None:
    """Whoever adds the app sees every one of them."""
    asked_for = manifest_for(app())["authorization"]["permissions"]["resourceSpecific"]
    assert asked_for == [
        {"name": "ChannelMessage.Read.Group", "type": "Application"},
        {"name": "ChatMessage.Read.Chat", "type": "Application"},
    ]


@pytest.mark.feature("Prompts beside the box to write in")
def test_what_is_offered_is_understood() -> None:
    """A command that is looked up as a question would be an odd offer; wait times are one."""
    said = {one.get("prompt", one["title"]) for one in commands()}
    questions = {text for text in said if isinstance(read_command(text), Ask)}
    assert questions == {"waits"}
    assert read_command("waits") == Ask("wait times")


@pytest.mark.parametrize("address", ["", "http://desk.example.org", "desk.example.org", "https://"])
def test_teams_goes_to_https_only(address: str) -> None:
    """What Teams would refuse is refused here, with what to do."""
    with pytest.raises(SettingsError, match=r"https.*web\.public_url"):
        manifest_for(app(public_url=address))


def test_without_an_id_it_is_told_how_to_get_one() -> None:
    """It is the first thing that is missing."""
    with pytest.raises(SettingsError, match=r"Azure Bot.*portal\.azure\.com.*teams\.app_id"):
        manifest_for(app(app_id=""))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"app_id": "frontdesk"}, "Microsoft App ID"),
        ({"name": "n" * 31}, "1 to 30"),
        ({"name": " "}, "--name"),
        ({"developer": "d" * 33}, "1 to 32"),
        ({"version": "1.0"}, "like 1.0.1"),
        ({"privacy": "www.example.org"}, "--privacy"),
    ],
)
def test_what_teams_would_refuse_is_refused(changed: dict[str, str], said: str) -> None:
    """Teams' own error would come only after the upload."""
    with pytest.raises(SettingsError, match=said):
        manifest_for(app(**changed))


@pytest.mark.feature("The manifest or app package is made by a command")
def test_the_package_holds_three_files_side_by_side() -> None:
    """Teams finds them at the top of the zip only."""
    with ZipFile(io.BytesIO(package_for(app()))) as package:
        assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert json.loads(package.read("manifest.json")) == manifest_for(app())
        assert package.read("color.png") == (FOLDER / "color.png").read_bytes()


def test_the_same_app_is_the_same_package() -> None:
    """So that a difference means something."""
    assert package_for(app()) == package_for(app())


def test_the_colour_icon_is_192_pixels_wide_and_full() -> None:
    """Source: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package."""
    with Image.open(FOLDER / "color.png") as icon:
        assert (icon.size, icon.mode) == ((192, 192), "RGB")


def test_the_outline_icon_is_white_on_nothing() -> None:
    """32 pixels, of which some are seen through."""
    with Image.open(FOLDER / "outline.png") as icon:
        assert icon.size == (32, 32)
        colours = {pixel for _, pixel in icon.convert("RGBA").getcolors() or []}
    assert {colour[:3] for colour in colours} == {(255, 255, 255)}
    assert {0, 255} <= {colour[3] for colour in colours}


def test_an_earlier_package_is_written_over(tmp_path: Path) -> None:
    """As one does with each new version; nothing else is left beside it."""
    file = tmp_path / "frontdesk-teams.zip"
    write_package(app(), file)
    write_package(app(version="1.0.1"), file)
    assert file.read_bytes() == package_for(app(version="1.0.1"))
    assert list(tmp_path.iterdir()) == [file]


def test_another_file_is_left_as_it_is(tmp_path: Path) -> None:
    """A slip in --out costs nobody anything."""
    file = tmp_path / "thesis.zip"
    file.write_text("years of work")
    with pytest.raises(SettingsError, match="no app package of frontdesk"):
        write_package(app(), file)
    assert file.read_text() == "years of work"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Rather than made: the name may be a slip."""
    with pytest.raises(SettingsError, match="nowhere' does not exist"):
        write_package(app(), tmp_path / "nowhere" / "app.zip")


def test_the_endpoint_is_where_the_desk_listens() -> None:
    """It is entered at Azure by hand."""
    assert app(public_url=f"{ADDRESS}/desk/").endpoint == f"{ADDRESS}/desk{ROUTE}"
