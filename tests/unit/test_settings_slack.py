"""Settings of Slack: what goes together, and what is said where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from core.errors import SettingsError


def load(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, **environment: str) -> Settings:
    (folder / "frontdesk.toml").write_text(text, "utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(f"FRONTDESK_SLACK_{name}", value)
    return load_settings(folder=folder)


def test_without_a_token_slack_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to say that they have no Slack."""
    assert not load(tmp_path, monkeypatch, "").slack.is_on


def test_two_tokens_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One workspace through Socket Mode is what most want."""
    settings = load(tmp_path, monkeypatch, "", BOT_TOKEN="xoxb-1", APP_TOKEN="xapp-1")
    assert settings.slack.is_on
    assert settings.slack.has_socket


@pytest.mark.parametrize(
    ("slack", "says"),
    [
        ('bot_token = "xoxp-secret"\napp_token = "xapp-1"', r"bot_token must begin with xoxb-"),
        ('bot_token = "xapp-secret"\napp_token = "xoxb-1"', r"bot_token must begin with xoxb-"),
        ('bot_token = "xoxb-1"\napp_token = "secret"', r"app_token must begin with xapp-"),
        ('bot_token = "xoxb-1"', r"set app_token \(Socket Mode\), or signing_secret"),
        ('app_token = "xapp-1"', r"a bot_token is missing"),
        ('signing_secret = "secret"', r"a bot_token is missing"),
        ('client_id = "1.2"\nsigning_secret = "secret"', r"client_id needs its client_secret"),
        (
            'client_id = "1.2"\nclient_secret = "secret"\nbot_token = "xoxb-1"\napp_token = "xapp-1"',
            r"one of them, not both",
        ),
        (
            'client_id = "1.2"\nclient_secret = "secret"\napp_token = "xapp-1"',
            r"name the workspaces that may",
        ),
        (
            'client_id = "1.2"\nclient_secret = "secret"\napp_token = "xapp-1"\nworkspaces = ["T1"]',
            r"set web\.public_url",
        ),
        ('bot_token = "xoxb-1"\napp_token = "xapp-1"\nconnections = 11', r"connections"),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slack: str, says: str
) -> None:
    """The message says what to set, and shows no secret."""
    with pytest.raises(SettingsError, match=says) as refused:
        load(tmp_path, monkeypatch, f"[slack]\n{slack}")
    assert "secret" not in str(refused.value).replace("signing_secret", "").replace(
        "client_secret", ""
    )


def test_events_over_http_need_the_web_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise Slack would knock at a door that is not there."""
    text = '[web]\nenabled = false\n[slack]\nbot_token = "xoxb-1"\nsigning_secret = "s3cret"'
    with pytest.raises(SettingsError, match=r"^.*\n- slack: .*web\.enabled"):
        load(tmp_path, monkeypatch, text)


def test_a_mistake_in_the_environment_is_looked_for_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in a file that says nothing of Slack."""
    with pytest.raises(SettingsError, match="environment variables FRONTDESK_SLACK_"):
        load(tmp_path, monkeypatch, "", BOT_TOKEN="xoxb-1")
