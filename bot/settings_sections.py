"""The sections of the settings.  The docstrings beneath the fields become the table in the README.

`bot.settings` puts them together and loads them; what happens by the clock is set in
`bot.settings_clockwork`.
"""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    model_validator,
)

from bot.settings_types import (
    Port,
    Section,
    Share,
    WebAddress,
    channel_name,
    from_json,
    web_address_or_empty,
)
from core.hosts import is_loopback

_SHORTEST_TOKEN = 16
"""Characters: 64 bits where they are hexadecimal."""


def _database_url(value: str) -> str:
    if value and not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return value


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
    headers: dict[str, SecretStr] = Field(default={})
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

    websites: Annotated[tuple[WebsiteSettings, ...], BeforeValidator(from_json)] = ()
    """Websites to read, each a `[[sources.websites]]` table. With no source at all, the sample
    site is read."""
    folders: Annotated[tuple[FolderSettings, ...], BeforeValidator(from_json)] = ()
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
    people_channel: Annotated[str, AfterValidator(channel_name)] = ""
    """Where people answer what the desk cannot, such as `slack/T0123/C0456` or
    `teams/TENANT/19:…@thread.tacv2`: adds "Ask a person" to answers. Empty: nobody is asked."""
    emergency_notice: str = (
        "If this is an emergency, call 911 now. "
        "For health advice at any hour call Health Link at 811."
    )
    """Shown first when a question sounds like an emergency."""


class TurnsSettings(Section):
    """How people are served: who waits, for how long, and how many at once."""

    at_once: PositiveInt = 2
    """Questions that are answered at the same time."""
    max_waiting: PositiveInt = 200
    """Questions that may wait; who comes after that is told at once."""
    max_waiting_per_person: PositiveInt = 20
    """Questions of one person that may wait."""
    deadline_seconds: PositiveFloat = 300
    """How long a question may take, waiting included; then the person is told."""
    shutdown_seconds: NonNegativeFloat = 10
    """How long answers may go on after SIGTERM; what is not done by then is answered after the
    next start."""
    restart_hours: Annotated[float, Field(ge=0, le=168)] = 1
    """Questions that are older when the desk starts again are not answered any more; the person
    is told."""


class HistorySettings(Section):
    """How long conversations are kept."""

    retention_days: NonNegativeInt = 90
    """Questions and answers are deleted after so many days. 0: never."""
    feedback_days: NonNegativeInt = 365
    """Those with a thumb are kept so long instead, to learn from them. 0: never deleted."""
    cleaning_at: time = time(3, 30)
    """Time of day at which they are deleted, HH:MM, in `refresh.time_zone`."""


class LinksSettings(Section):
    """Pages that people name by their address in a question."""

    allowed_hosts: Annotated[tuple[str, ...], BeforeValidator(from_json)] = ()
    """Hosts that may be read on a person's word, e.g. `www.example.org` or `*.example.org`. The
    hosts of the configured websites always may. Addresses in private networks never are fetched."""
    max_mebibytes: PositiveInt = 10
    """Size of such a page or document at most."""
    timeout_seconds: PositiveFloat = 15
    """How long fetching it may take."""


class WebSettings(Section):
    """The web page to ask on, with the status page, health and metrics."""

    enabled: bool = True
    """Whether `frontdesk run` serves it."""
    host: str = "127.0.0.1"
    """Where it listens. Anything but this machine's own address demands a `token`."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8809
    """Port it listens on. 0: any free one."""
    token: SecretStr = SecretStr("")
    """What people must give to sign in, at least 16 characters. Never shown or logged."""
    public_url: Annotated[str, AfterValidator(web_address_or_empty)] = ""
    """The address people reach the page under, where that is another than host and port: behind
    a proxy."""
    suggestions: Annotated[tuple[str, ...], BeforeValidator(from_json)] = ()
    """Questions suggested on an empty page. Empty: some that the index can answer."""

    @model_validator(mode="after")
    def _is_closed_to_strangers(self) -> WebSettings:
        token = self.token.get_secret_value()
        if token and len(token) < _SHORTEST_TOKEN:
            raise ValueError(
                f"token must have at least {_SHORTEST_TOKEN} characters; `openssl rand -hex 16` "
                "makes a good one"
            )
        if self.enabled and not token and not is_loopback(self.host):
            raise ValueError(
                f"host {self.host} can be reached from other machines: set a token of at least "
                f"{_SHORTEST_TOKEN} characters that people sign in with, or use 127.0.0.1"
            )
        return self


class LogSettings(Section):
    """What is logged; message texts and secrets never are."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least severity that is logged."""
    format: Literal["text", "json"] = "text"
    """Lines for people, or JSON for machines."""
