"""The app package for Teams, as this host needs it: a zip of the manifest and two icons.

`frontdesk manifest teams` writes it.  Which placeholder stands for what, and why each part of the
manifest is there, is told in `manifests/README.md`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile, ZipInfo

from adapters.teams.names import ROUTE
from core.errors import SettingsError

FOLDER = Path(__file__).resolve().parents[1] / "manifests" / "teams"
MANIFEST = "manifest.json"
ICONS = ("color.png", "outline.png")

_LONGEST_NAME = 30
_LONGEST_DEVELOPER = 32
_LONGEST_ADDRESS = 2048
"""Source: https://developer.microsoft.com/json-schemas/teams/v1.27/MicrosoftTeams.schema.json"""
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_VERSION = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time that stands beside each file, so that the same app is the same zip, byte by byte."""
_READABLE = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class TeamsApp:
    """What is filled into the manifest."""

    app_id: str
    """Of the app's registration in Entra ID, which is the bot's."""
    public_url: str
    """Where the desk's web server is reached."""
    name: str = "frontdesk"
    """What the app and its bot are called in Teams."""
    version: str = "1.0.0"
    """Teams takes an update only where this is higher than before."""
    developer: str = "frontdesk"
    """Who is named as having made it."""
    website: str = ""
    """Where it is told about; this and the two below are empty: the desk's own address."""
    privacy: str = ""
    """How it deals with what people write."""
    terms: str = ""
    """Its terms of use."""

    @property
    def base(self) -> str:
        """The address of the web server, without a slash at its end."""
        return self.public_url.rstrip("/")

    @property
    def endpoint(self) -> str:
        """Where Teams sends what happens, as it is entered at Azure."""
        return f"{self.base}{ROUTE}"


def manifest_for(app: TeamsApp) -> dict[str, Any]:
    """The manifest for this host.

    Raises:
        SettingsError: Something that Teams would refuse is to be filled in, or the manifest as it
            is kept is missing or damaged.
    """
    _check(app)
    filled: dict[str, Any] = _fill(_read_kept(), _values(app))
    return filled


def package_for(app: TeamsApp) -> bytes:
    """The zip that is uploaded; the same bytes for the same app.  Raises as `manifest_for`."""
    manifest = json.dumps(manifest_for(app), ensure_ascii=False, indent=2) + "\n"
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        _put(package, MANIFEST, manifest.encode())
        for icon in ICONS:
            _put(package, icon, _read(FOLDER / icon))
    return packed.getvalue()


def write_package(app: TeamsApp, out: Path) -> None:
    """Write the zip, in one step, over an earlier one of ours but over nothing else.

    Raises:
        SettingsError: As `manifest_for`; or the file cannot be written, or is another's.
    """
    package = package_for(app)
    _make_sure_it_is_ours(out)
    half = out.with_name(f".{out.name}.part")
    try:
        half.write_bytes(package)
        half.replace(out)
    except OSError as error:
        raise SettingsError(
            f"'{out}' cannot be written ({error.strerror}): name another file with --out."
        ) from error


def _check(app: TeamsApp) -> None:
    if not _GUID.fullmatch(app.app_id):
        raise SettingsError(_wrong_id(app.app_id))
    if not _VERSION.fullmatch(app.version):
        raise SettingsError(f"The version '{app.version}' is none: three numbers, like 1.0.1.")
    for option, text, longest in (
        ("--name", app.name, _LONGEST_NAME),
        ("--developer", app.developer, _LONGEST_DEVELOPER),
    ):
        if not text.strip() or len(text) > longest:
            raise SettingsError(
                f"{option} '{text}' has {len(text)} characters; Teams takes 1 to {longest}."
            )
    if not _is_https(app.public_url):
        raise SettingsError(
            f"Teams goes to https addresses only, and '{app.public_url}' is none. Put the desk behind "
            "a proxy that has a certificate and set web.public_url or give --url."
        )
    for option in ("website", "privacy", "terms"):
        address = getattr(app, option)
        if address and not _is_https(address):
            raise SettingsError(f"--{option} '{address}' is no https address.")


def _wrong_id(app_id: str) -> str:
    if app_id:
        return (
            f"The app id '{app_id}' is none: it looks like 01234567-89ab-cdef-0123-456789abcdef, and "
            "stands as 'Microsoft App ID' in the configuration of your Azure Bot."
        )
    return (
        "Teams needs the id of the app, and none is set. Make an Azure Bot (single tenant) at "
        "https://portal.azure.com, copy the 'Microsoft App ID' from its configuration, and set "
        "teams.app_id or give --app-id."
    )


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_whole = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    return is_whole and len(address) <= _LONGEST_ADDRESS


def _values(app: TeamsApp) -> dict[str, str]:
    return {
        "teams.app_id": app.app_id.lower(),
        "web.public_url": urlsplit(app.base).netloc,
        "--name": app.name.strip(),
        "--app-version": app.version,
        "--developer": app.developer.strip(),
        "--website": app.website or app.base,
        "--privacy": app.privacy or app.base,
        "--terms": app.terms or app.base,
    }


def _fill(kept: Any, values: dict[str, str]) -> Any:
    """A copy in which each placeholder is replaced by what it stands for, once."""
    if isinstance(kept, dict):
        return {key: _fill(value, values) for key, value in kept.items()}
    if isinstance(kept, list):
        return [_fill(value, values) for value in kept]
    if isinstance(kept, str):
        return re.sub(r"\{\{(.+?)\}\}", lambda found: values[found[1]], kept)
    return kept


def _read_kept() -> Any:
    file = FOLDER / MANIFEST
    try:
        return json.loads(_read(file))
    except ValueError as error:
        raise SettingsError(f"Teams' manifest '{file}' is damaged. Restore the file.") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"'{file}' cannot be read ({error.strerror}): is this a whole checkout of frontdesk? "
            "Restore the file."
        ) from error


def _put(package: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, date_time=_LONG_AGO)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    package.writestr(entry, content)


def _make_sure_it_is_ours(out: Path) -> None:
    if not out.parent.is_dir():
        raise SettingsError(f"The folder '{out.parent}' does not exist: make it, or name another.")
    if not out.exists():
        return
    try:
        with ZipFile(out) as package:
            is_ours = sorted(package.namelist()) == sorted((MANIFEST, *ICONS))
    except (OSError, BadZipFile):
        is_ours = False
    if not is_ours:
        raise SettingsError(
            f"'{out}' is there already and is no app package of frontdesk: it was left as it is. "
            "Name another file with --out, or remove it."
        )
