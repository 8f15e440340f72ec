"""`frontdesk doctor`: checks what is configured, missing or wrong, each with its cure.

It only looks: nothing is made, fetched into storage or repaired.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx
import numpy as np
from rich.console import Console

from bot.commands.doctor_model import language_model
from bot.commands.doctor_serving import web_page
from bot.commands.doctor_slack import slack
from bot.commands.doctor_teams import teams
from bot.commands.doctor_waits import wait_times
from bot.commands.findings import Finding, Grade
from bot.settings import FolderSettings, Settings, WebsiteSettings, load_settings, settings_file
from bot.settings_problems import PREFIX
from bot.sources import is_sample, serve_sample
from bot.wiring import embedder_folder, make_embedder, snapshot_folder
from core.engine.onnx_export import can_export
from core.engine.snapshot import check_model, read_manifest
from core.errors import FrontdeskError, SettingsError
from core.ports import Embedder
from storage.database import Database, newest_revision

_MEBIBYTE = 1 << 20
_LEAST_FREE_MEBIBYTES = 200
"""An embedding model (90 MB) and a new index beside the old one must find room."""
_COMFORTABLE_FREE_MEBIBYTES = 1024
_SITE_TIMEOUT_SECONDS = 5.0
_LOCK_TIMEOUT_SECONDS = 2.0
_CLIENT_ERROR = 400
_PROBES = (
    "Where can staff park their cars?",
    "Parking for employees is behind the building.",
    "The invoice must be signed by two managers.",
)
"""The first two mean much the same, the third does not."""


_STYLES = {Grade.GOOD: "green", Grade.NOTE: "yellow", Grade.WRONG: "red"}


async def doctor() -> int:
    """Print every finding; the exit code is 1 if anything is wrong."""
    findings = [finding async for finding in _examine()]
    console = Console()
    for finding in findings:
        console.print(finding.grade.value, style=_STYLES[finding.grade], end=" ")
        console.print(finding.text, markup=False, highlight=False, soft_wrap=True)
    wrong = sum(finding.grade is Grade.WRONG for finding in findings)
    notes = sum(finding.grade is Grade.NOTE for finding in findings)
    console.print(f"{wrong} wrong, {notes} to note.", highlight=False)
    return 1 if wrong else 0


async def _examine() -> AsyncIterator[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding(Grade.WRONG, f"Settings: {error}")
        return
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[Sequence[Finding]]]], ...] = (
        ("Settings", _settings),
        ("Home folder", _home),
        ("Database", _database),
        ("Embedding model", _embedding),
        ("Index", _index),
        ("Sources", _sources),
        ("Language model", language_model),
        ("Web page", _web_page),
        ("Slack", slack),
        ("Teams", teams),
        ("Wait times", _wait_times),
    )
    for name, check in checks:
        try:
            findings = await check(settings)
        except FrontdeskError as error:
            findings = (Finding(Grade.WRONG, str(error)),)
        # The boundary of a check: what is broken in an unforeseen way must not hide the rest.
        except Exception as error:  # noqa: BLE001
            findings = (
                Finding(Grade.WRONG, f"cannot be checked ({type(error).__name__}: {error})."),
            )
        for finding in findings:
            yield Finding(finding.grade, f"{name}: {finding.text}")


async def _settings(settings: Settings) -> Sequence[Finding]:
    del settings
    return (Finding(Grade.GOOD, f"{'; '.join(_origins())}."),)


def _origins() -> list[str]:
    """Where settings come from."""
    file = settings_file(Path())
    origins = [f"read from {file}" if file.is_file() else f"no {file}, so defaults hold"]
    if Path(".env").is_file():
        origins.append(".env is read too")
    names = sorted(name for name in os.environ if name.startswith(PREFIX))
    if names:
        origins.append(f"set in the environment: {', '.join(names)}")
    return origins


async def _home(settings: Settings) -> Sequence[Finding]:
    home = settings.home
    if not home.exists():
        text = f"'{home}' does not exist yet. `frontdesk setup` makes it."
        return (Finding(Grade.NOTE, text),)
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        text = (
            f"'{home}' cannot be written ({error.strerror}). Give this user the right to write "
            "there, or name another folder in FRONTDESK_HOME."
        )
        return (Finding(Grade.WRONG, text),)
    free = shutil.disk_usage(home).free // _MEBIBYTE
    text = f"'{home}' is writable, {free:,} MiB are free."
    if free < _LEAST_FREE_MEBIBYTES:
        text += (
            " That is too little for a refresh: free some space, or move it with FRONTDESK_HOME."
        )
        return (Finding(Grade.WRONG, text),)
    if free < _COMFORTABLE_FREE_MEBIBYTES:
        return (Finding(Grade.NOTE, f"{text} Free some space before it runs out."),)
    return (Finding(Grade.GOOD, text),)


async def _database(settings: Settings) -> Sequence[Finding]:
    database = Database(url=settings.database_url, busy_timeout_seconds=_LOCK_TIMEOUT_SECONDS)
    try:
        if not database.exists():
            text = f"'{database.label}' does not exist yet. `frontdesk setup` makes it."
            return (Finding(Grade.NOTE, text),)
        revision, newest = await database.revision(), newest_revision()
        if revision > newest:
            text = (
                f"{database.label} has schema {revision}, this program knows schemas up to "
                f"{newest}. Install the newer frontdesk that wrote it, or restore a backup."
            )
            return (Finding(Grade.WRONG, text),)
        async with database.writing():
            pass
    finally:
        await database.close()
    if revision < newest:
        text = f"{database.label} has schema {revision or 'none'}; the next start brings it to {newest}."
        return (Finding(Grade.NOTE, text),)
    return (Finding(Grade.GOOD, f"{database.label} can be read and written, schema {revision}."),)


async def _embedding(settings: Settings) -> Sequence[Finding]:
    if not _is_prepared(settings):
        text = "not exported yet. `frontdesk setup` does it, in some seconds."
        return (Finding(Grade.NOTE, text),)
    embedder = await asyncio.to_thread(make_embedder, settings)
    problem = await asyncio.to_thread(_problem_of, embedder)
    if problem:
        text = (
            f"{embedder.model_id} {problem}: answers would be wrong. Delete "
            f"'{embedder_folder(settings)}' and run `frontdesk setup`."
        )
        return (Finding(Grade.WRONG, text),)
    text = f"{embedder.model_id} gives sound vectors of {embedder.dimensions} dimensions."
    return (Finding(Grade.GOOD, text),)


def _is_prepared(settings: Settings) -> bool:
    """Whether the embedder can be made without exporting it first."""
    configured = settings.embedding.model
    exported = (embedder_folder(settings) / "embedder.json").is_file()
    return exported or bool(configured and not can_export(Path(configured)))


def _problem_of(embedder: Embedder) -> str:
    """What is wrong with an embedder's vectors, or nothing."""
    vectors = embedder.embed(_PROBES)
    if vectors.shape != (len(_PROBES), embedder.dimensions):
        return f"gives {vectors.shape[-1]} dimensions instead of {embedder.dimensions}"
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
        return "gives vectors that are not of length 1"
    alike, unlike = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    return "" if alike > unlike else "finds unlike sentences more alike than like ones"


async def _index(settings: Settings) -> Sequence[Finding]:
    folder = snapshot_folder(settings).current()
    if folder is None:
        return (Finding(Grade.WRONG, "there is none yet. Run `frontdesk refresh`."),)
    manifest = await asyncio.to_thread(read_manifest, folder)
    # Its age is no fault: a refresh that finds nothing changed leaves the index as it is.
    age = datetime.now(UTC) - manifest.created_at
    hours = age.total_seconds() / 3600
    built = f"{age.days} days ago" if age.days else f"{hours:.0f} hours ago"
    text = f"'{folder.name}' is whole: {manifest.pages} pages, {manifest.passages} passages, built {built}"
    if not _is_prepared(settings):
        return (Finding(Grade.NOTE, f"{text}; its model cannot be compared yet."),)
    embedder = await asyncio.to_thread(make_embedder, settings)
    check_model(manifest, folder, model_id=embedder.model_id, dimensions=embedder.dimensions)
    return (Finding(Grade.GOOD, f"{text}, made with this embedding model."),)


async def _sources(settings: Settings) -> Sequence[Finding]:
    if is_sample(settings):
        async with serve_sample(settings) as origin:
            text = f"none is set, so the sample site is read; {origin} is free or serves it."
        return (Finding(Grade.NOTE, f"{text} Set `sources.websites` or `sources.folders`."),)
    answers = await asyncio.gather(
        *(_website(site, settings.crawl.user_agent) for site in settings.sources.websites)
    )
    return (*answers, *(_folder(folder) for folder in settings.sources.folders))


async def _website(site: WebsiteSettings, user_agent: str) -> Finding:
    headers = {name: value.get_secret_value() for name, value in site.headers.items()}
    try:
        async with (
            asyncio.timeout(_SITE_TIMEOUT_SECONDS),
            httpx.AsyncClient(
                headers={"User-Agent": user_agent, **headers},
                follow_redirects=True,
                timeout=_SITE_TIMEOUT_SECONDS,
            ) as client,
            # Streamed, and never read: only whether it answers is asked.
            client.stream("GET", site.url) as response,
        ):
            status = response.status_code
    except TimeoutError:
        text = f"{site.url} gave no answer within {_SITE_TIMEOUT_SECONDS:g} s."
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        text = f"{site.url} cannot be reached ({str(error) or type(error).__name__})."
    else:
        if status < _CLIENT_ERROR:
            return Finding(Grade.GOOD, f"{site.source_name} answers at {site.url}.")
        text = f"{site.url} answers with status {status}."
    cure = "Check the address, the network and, for a login, `headers`; its known pages stay."
    return Finding(Grade.WRONG, f"{text} {cure}")


def _folder(folder: FolderSettings) -> Finding:
    try:
        is_empty = not any(folder.path.iterdir())
    except OSError as error:
        text = f"folder '{folder.path}' cannot be listed ({error.strerror})."
        cure = "Create or mount it, grant reading of it, or correct `sources.folders`."
        return Finding(Grade.WRONG, f"{text} {cure}")
    if is_empty:
        return Finding(Grade.NOTE, f"folder '{folder.path}' is empty. Is it mounted?")
    return Finding(Grade.GOOD, f"folder '{folder.path}' can be read.")


async def _web_page(settings: Settings) -> Sequence[Finding]:
    is_fine, text = await web_page(settings)
    return (Finding(Grade.GOOD if is_fine else Grade.WRONG, text),)


async def _wait_times(settings: Settings) -> Sequence[Finding]:
    is_readable, is_understood, text = await wait_times(settings)
    if not is_readable:
        return (Finding(Grade.WRONG, text),)
    return (Finding(Grade.GOOD if is_understood else Grade.NOTE, text),)
