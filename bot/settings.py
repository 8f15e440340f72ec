"""Every setting there is, read once at the start from `frontdesk.toml`, `.env` and environment.

`bot.cli` loads them, `bot.wiring` hands each part its own.  Nothing else in the house knows that
settings exist.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings_clockwork import (
    BackupSettings,
    PostsSettings,
    RefreshSettings,
    WaitsSettings,
)
from bot.settings_problems import PREFIX, Origins, describe, unknown_names
from bot.settings_sections import (
    AnswerSettings,
    CrawlSettings,
    DatabaseSettings,
    EmbeddingSettings,
    FolderSettings,
    HistorySettings,
    IndexSettings,
    LinksSettings,
    LogSettings,
    ModelSettings,
    SampleSettings,
    SourcesSettings,
    TurnsSettings,
    WebSettings,
    WebsiteSettings,
)
from bot.settings_slack import SlackSettings
from bot.settings_teams import TeamsSettings
from core.errors import SettingsError
from core.hosts import is_loopback

__all__ = [
    "CONFIG_VARIABLE",
    "FolderSettings",
    "Settings",
    "WebsiteSettings",
    "load_settings",
    "settings_file",
]

CONFIG_VARIABLE = "FRONTDESK_CONFIG"
"""Names the file to read instead of `frontdesk.toml` in the working directory."""


def load_settings(*, folder: Path = Path()) -> Settings:
    """Read and check all settings.

    Args:
        folder: Where `.env` and `frontdesk.toml` are looked for.

    Returns:
        The settings; what is set nowhere has its default.

    Raises:
        SettingsError: Names every wrong value, where it came from and what is expected.
    """
    env_file = folder / ".env"
    dotenv = dotenv_values(env_file) if env_file.is_file() else {}
    config, is_named = _settings_file(folder, dotenv)
    toml = _read_toml(config, must_exist=is_named)
    origins = Origins(toml=toml, toml_name=str(config), dotenv=dotenv, environment=os.environ)
    problems = unknown_names(origins, Settings, also_known={CONFIG_VARIABLE})
    try:
        known = {key: value for key, value in toml.items() if key in Settings.model_fields}
        settings = Settings(**{"_env_file": env_file, **known})
    except ValidationError as error:
        problems += [describe(detail, origins, Settings) for detail in error.errors()]
    if problems:
        listed = "\n".join(f"- {problem}" for problem in problems)
        count = "1 setting is" if len(problems) == 1 else f"{len(problems)} settings are"
        raise SettingsError(f"{count} wrong; nothing was started.\n{listed}")
    return settings


def settings_file(folder: Path) -> Path:
    """The TOML file that settings are read from; it may not exist.

    Args:
        folder: Where `.env` and `frontdesk.toml` are looked for.
    """
    env_file = folder / ".env"
    return _settings_file(folder, dotenv_values(env_file) if env_file.is_file() else {})[0]


def _settings_file(folder: Path, dotenv: Mapping[str, str | None]) -> tuple[Path, bool]:
    """The TOML file, and whether it was named rather than being the default."""
    chosen = os.environ.get(CONFIG_VARIABLE) or dotenv.get(CONFIG_VARIABLE)
    return (Path(chosen), True) if chosen else (folder / "frontdesk.toml", False)


def _read_toml(file: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if must_exist:
            raise SettingsError(
                f"{CONFIG_VARIABLE} names {file}, which does not exist. Correct it, or unset it "
                "to use frontdesk.toml in the working directory."
            ) from error
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"{file} cannot be read: {error}. It must be a TOML file in UTF-8; see toml.io."
        ) from error


class Settings(BaseSettings):
    """All settings.  Made by `load_settings`; sections are handed to the parts that need them."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="_",
        # One split: the section's name is one word, what follows is the key, however long.
        env_nested_max_split=1,
        # Lists are decoded by their fields, so that a mistake in one is reported like any other.
        enable_decoding=False,
        dotenv_filtering="only_existing",
    )

    home: Path = Path("var")
    """Folder for all that frontdesk writes: database, index, logs."""
    database: DatabaseSettings = DatabaseSettings()
    sources: SourcesSettings = SourcesSettings()
    sample: SampleSettings = SampleSettings()
    crawl: CrawlSettings = CrawlSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    index: IndexSettings = IndexSettings()
    model: ModelSettings = ModelSettings()
    answer: AnswerSettings = AnswerSettings()
    turns: TurnsSettings = TurnsSettings()
    history: HistorySettings = HistorySettings()
    links: LinksSettings = LinksSettings()
    web: WebSettings = WebSettings()
    slack: SlackSettings = SlackSettings()
    teams: TeamsSettings = TeamsSettings()
    refresh: RefreshSettings = RefreshSettings()
    waits: WaitsSettings = WaitsSettings()
    posts: PostsSettings = PostsSettings()
    backup: BackupSettings = BackupSettings()
    log: LogSettings = LogSettings()

    @property
    def database_url(self) -> str:
        """The URL that is set, or that of a SQLite file in the home folder."""
        return self.database.url or f"sqlite+aiosqlite:///{self.home / 'frontdesk.db'}"

    @model_validator(mode="after")
    def _slack_has_a_server(self) -> Settings:
        over_http = self.slack.is_on and (not self.slack.has_socket or self.slack.client_id)
        if over_http and not self.web.enabled:
            raise ValueError(
                "slack: events over HTTP and installing in several workspaces need the web server: "
                "set web.enabled, or use slack.app_token with slack.bot_token"
            )
        if self.slack.client_id and not self.web.public_url:
            raise ValueError(
                "slack.client_id: people come back from Slack to the desk's own address after "
                "installing it: set web.public_url"
            )
        return self

    @model_validator(mode="after")
    def _teams_has_a_server(self) -> Settings:
        if self.teams.is_on and not self.web.enabled:
            raise ValueError(
                "teams: messages come to the web server: set web.enabled, or take the settings of "
                "teams away"
            )
        if self.teams.development and not is_loopback(self.web.host):
            raise ValueError(
                f"teams.development believes everything that comes in, and web.host '{self.web.host}' "
                "is reached from other machines: set it to 127.0.0.1, or register the bot"
            )
        return self

    @property
    def backup_folder(self) -> Path:
        """Where backups are kept."""
        return self.home / self.backup.folder

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before `.env` before what `load_settings` read from the TOML file."""
        del settings_cls, file_secret_settings
        return env_settings, dotenv_settings, init_settings
