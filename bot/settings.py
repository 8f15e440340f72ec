"""Every setting there is, read once at the start from `frontdesk.toml`, `.env` and environment.

`bot.cli` loads them, `bot.wiring` hands each part its own.  Nothing else in the house knows that
settings exist.  The docstrings beneath the fields become the table in the README.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings_problems import PREFIX, Origins, describe, unknown_names
from core.errors import SettingsError

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


def _from_json(value: object) -> object:
    """Read a list or table given as text, which is how the environment gives it."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise ValueError(f"must be JSON when given as text ({error})") from error


def _web_address(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if scheme.lower() not in {"http", "https"} or not separator or not rest.strip("/"):
        raise ValueError("must be an address such as https://www.example.org")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("must be a time zone such as America/Edmonton") from error
    return value


def _database_url(value: str) -> str:
    if value and not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Port = Annotated[int, Field(ge=1, le=65535)]
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A group of settings: cannot be changed, knows no other keys, has no NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DatabaseSettings(Section):
    """Where conversations, pages and vectors are kept."""

    url: Annotated[str, AfterValidator(_database_url)] = ""
    """Database URL, `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`. Empty: a SQLite file
    `frontdesk.db` in the home folder."""


class WebsiteSettings(Section):
    """A website to read."""

    url: WebAddress
    """Where reading begins; its sitemap is used where there is one."""
    name: str = ""
    """Name of the source; must not change later. Empty: the host."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts that may be read. Empty: the host of `url`."""
    allow_paths: tuple[str, ...] = ()
    """Patterns over the path, `*` stands for anything, of what is read. Empty: all."""
    deny_paths: tuple[str, ...] = ()
    """Patterns over the path of what is left out; stronger than `allow_paths`."""
    headers: dict[str, SecretStr] = {}
    """Headers to send with each request, e.g. for a login. Never shown or logged."""
    max_pages: NonNegativeInt = 0
    """Pages of this website at most. 0: as `crawl.max_pages`."""

    @property
    def source_name(self) -> str:
        """The name that was given, or the host."""
        return self.name or urlsplit(self.url).netloc.rpartition("@")[2].lower()


class FolderSettings(Section):
    """A folder of documents to read."""

    path: Path
    """The folder; files below it are read too."""
    base_url: WebAddress
    """The address under which people reach the files: it goes into citations."""
    name: str = ""
    """Name of the source; must not change later. Empty: the folder's name."""

    @property
    def source_name(self) -> str:
        """The name that was given, or the folder's."""
        return self.name or self.path.resolve().name


class SourcesSettings(Section):
    """Where knowledge comes from."""

    websites: Annotated[tuple[WebsiteSettings, ...], BeforeValidator(_from_json)] = ()
    """Websites to read, each a `[[sources.websites]]` table. With no source at all, the sample
    site is read."""
    folders: Annotated[tuple[FolderSettings, ...], BeforeValidator(_from_json)] = ()
    """Folders of documents to read, each a `[[sources.folders]]` table."""

    @model_validator(mode="after")
    def _names_differ(self) -> SourcesSettings:
        """Pages are kept by the name of their source: two of one name would delete each other's."""
        names = [site.source_name for site in self.websites]
        names += [folder.source_name for folder in self.folders]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"each source needs a `name` of its own; twice: {', '.join(twice)}")
        return self


class SampleSettings(Section):
    """The sample site that is served and read when no source is set."""

    port: Port = 8808
    """Port on this machine."""


class CrawlSettings(Section):
    """How websites are read. robots.txt is always followed."""

    max_pages: PositiveInt = 5000
    """Pages of a website at most."""
    max_mebibytes: PositiveInt = 20
    """Size of a page or document at most; larger ones are left out."""
    timeout_seconds: PositiveFloat = 20
    """How long a server may stay silent."""
    page_timeout_seconds: PositiveFloat = 60
    """How long one page may take from first to last byte."""
    concurrency_per_host: PositiveInt = 4
    """Requests to one host at the same time."""
    delay_seconds: NonNegativeFloat = 0.1
    """Pause between two requests to one host; a longer one in robots.txt counts."""
    user_agent: Annotated[str, Field(min_length=1)] = "frontdesk"
    """How the crawler introduces itself, also to robots.txt."""


class EmbeddingSettings(Section):
    """The model that turns texts into vectors."""

    model: str = ""
    """Name or folder of a sentence-transformers model. Empty: all-MiniLM-L6-v2, which is bundled.
    Another model needs `frontdesk refresh`."""
    threads: PositiveInt = 2
    """Processor cores used for embedding."""


class IndexSettings(Section):
    """How pages are cut and the index is kept."""

    keep_snapshots: PositiveInt = 2
    """Index snapshots kept on disk, the current one included."""
    max_passage_tokens: Annotated[int, Field(ge=32)] = 140
    """Length of a passage at most, in tokens of the embedding model."""


class ModelSettings(Section):
    """The language model that writes answers."""

    name: str = ""
    """A name from `frontdesk models list`, or the path of a .gguf file. Empty: answers are quoted
    from the pages, without a model."""
    folder: Path = Path("models/weights")
    """Where downloaded models lie."""
    mirror: WebAddress = "https://huggingface.co"
    """Where models are downloaded from; a mirror must speak the hub's addresses."""
    token: SecretStr = SecretStr("")
    """Access token for models that need one. Never shown or logged."""
    chat_format: Literal["auto", "template", "alpaca"] = "auto"
    """How the prompt is put: the template in the model file, or Alpaca. `auto`: as the model list
    says, else the template where the file has one."""
    threads: NonNegativeInt = 0
    """Processor cores used for writing. 0: all."""
    context_tokens: Annotated[int, Field(ge=512)] = 4096
    """Prompt and answer together at most; no more than the model was made for is used."""
    max_answer_tokens: Annotated[int, Field(ge=16)] = 400
    """Length of an answer at most."""
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    """0: always the likeliest word. Higher: more varied, less reliable."""

    @model_validator(mode="after")
    def _answer_fits(self) -> ModelSettings:
        if self.max_answer_tokens > self.context_tokens // 2:
            raise ValueError(
                f"max_answer_tokens ({self.max_answer_tokens}) must be at most half of "
                f"context_tokens ({self.context_tokens}): the pages need room too"
            )
        return self


class AnswerSettings(Section):
    """How questions are answered."""

    max_question_characters: PositiveInt = 4000
    """Longer questions are refused."""
    history_turns: NonNegativeInt = 6
    """Turns of the conversation that are considered. 0: every question stands alone."""
    max_passages: PositiveInt = 8
    """Passages that an answer may stand on."""
    strictness: Share = 0.5
    """How sure the desk must be before it answers rather than declines. 0: answers nearly
    always. 1: only when the pages say it in so many words."""
    contact: str = ""
    """Whom to ask when the desk declines, e.g. `the service desk at 780-555-0100`."""
    emergency_notice: str = (
        "If this is an emergency, call 911 now. "
        "For health advice at any hour call Health Link at 811."
    )
    """Shown first when a question sounds like an emergency."""


class RefreshSettings(Section):
    """When the index is renewed."""

    at: time = time(2, 30)
    """Time of day of the nightly refresh, HH:MM."""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "America/Edmonton"
    """The time zone of `refresh.at`."""
    jitter_minutes: NonNegativeInt = 10
    """The refresh begins up to this much later, at random, to spread load."""


class LogSettings(Section):
    """What is logged; message texts and secrets never are."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least severity that is logged."""
    format: Literal["text", "json"] = "text"
    """Lines for people, or JSON for machines."""


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
    refresh: RefreshSettings = RefreshSettings()
    log: LogSettings = LogSettings()

    @property
    def database_url(self) -> str:
        """The URL that is set, or that of a SQLite file in the home folder."""
        return self.database.url or f"sqlite+aiosqlite:///{self.home / 'frontdesk.db'}"

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
