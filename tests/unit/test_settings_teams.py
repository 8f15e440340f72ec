"""Settings of Teams: what goes together, and what is said where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from core.errors import SettingsError

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"
CAPITALS = "ABCDEF00-8888-7777-6666-555555555555"


def load(folder: Path, text: str) -> Settings:
    (folder / "frontdesk.toml").write_text(text, "utf-8")
    return load_settings(folder=folder)


def test_without_an_app_teams_is_off(tmp_path: Path) -> None:
    """Nobody has to say that they have no Teams."""
    assert not load(tmp_path, "").teams.is_on


def test_ids_may_be_copied_in_capitals(tmp_path: Path) -> None:
    """Teams writes them without; ids of another kind are left as they are."""
    group, thread = "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", "19:AbC@thread.tacv2"
    ids = f'app_id = "{CAPITALS}"\ntenant_id = "{CAPITALS}"\nteams = ["{group}", "{thread}"]'
    settings = load(tmp_path, f'[teams]\n{ids}\napp_password = "secret"').teams
    assert (settings.app_id, settings.tenant_id) == (CAPITALS.lower(), CAPITALS.lower())
    assert settings.teams == (group.lower(), thread)


@pytest.mark.parametrize("proof", ['app_password = "secret"', 'certificate = "bot.pem"'])
def test_an_app_needs_one_proof(tmp_path: Path, proof: str) -> None:
    """A secret or a certificate."""
    settings = load(tmp_path, f'[teams]\napp_id = "{APP}"\ntenant_id = "{TENANT}"\n{proof}')
    assert settings.teams.is_on


def test_development_needs_no_account(tmp_path: Path) -> None:
    """On this machine alone."""
    assert load(tmp_path, "[teams]\ndevelopment = true").teams.is_on


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'app_id = "{APP}"\napp_password = "secret"', "needs the tenant_id"),
        (f'app_id = "{APP}"\ntenant_id = "{TENANT}"', "either an app_password or a certificate"),
        (
            f'app_id = "{APP}"\ntenant_id = "{TENANT}"\napp_password = "secret"\ncertificate = "a.pem"',
            "either an app_password or a certificate",
        ),
        ('app_id = "frontdesk"\napp_password = "secret"', "app_id must look like"),
        (f'app_id = "{APP}"\ntenant_id = "harcourt"', "tenant_id must look like"),
        ('app_password = "secret"', "an app_id is missing"),
        (f'tenant_id = "{TENANT}"', "an app_id is missing"),
        (f'app_id = "{APP}"\ndevelopment = true', "without any proof"),
        ("development = true\n[web]\nenabled = false", "web.enabled"),
        (
            'development = true\n[web]\nhost = "0.0.0.0"\ntoken = "abc123abc123abc123"',
            "other machines",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """The message says what to set, and shows no secret."""
    with pytest.raises(SettingsError, match=says) as caught:
        load(tmp_path, f"[teams]\n{text}")
    assert "secret" not in str(caught.value)
