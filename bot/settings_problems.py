"""Says what is wrong with a setting: its value, where it came from, what is expected.

`bot.settings` calls it.  It knows how settings are named, not what they mean.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

PREFIX = "FRONTDESK_"
"""What the names of all environment variables begin with."""

_OF_KUBERNETES = re.compile(r"(service_host|service_port|port)(_.*)?")
"""Kubernetes gives these to every container beside a service that is called `frontdesk`.

Source: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
"""

_SECRET_KEYS = {
    "headers",
    "token",
    "bot_token",
    "app_token",
    "signing_secret",
    "client_secret",
    "app_password",
}
_PASSWORD_IN_URL = re.compile(r"(?<=://)[^/@\s]*@")


@dataclass(frozen=True, slots=True)
class Origins:
    """All that was read, by where it was read."""

    toml: Mapping[str, Any]
    toml_name: str
    dotenv: Mapping[str, str | None]
    environment: Mapping[str, str]

    def find(self, location: tuple[int | str, ...]) -> str:
        """Name the place that a value came from: the one that counts, if it is in several."""
        if len(location) == 1 and location[0] not in self.toml:
            # Several settings of a section do not go together.
            section = variable(f"{location[0]}.")
            if any(name.startswith(section) for name in _upper(self.environment)):
                return f"environment variables {section}…"
            if any(name.startswith(section) for name in _upper(self.dotenv)):
                return f"{section}… in .env"
        for depth in (2, 1):
            name = variable(".".join(str(part) for part in location[:depth]))
            if name in _upper(self.environment):
                return f"environment variable {name}"
            if name in _upper(self.dotenv):
                return f"{name} in .env"
        return self.toml_name


def unknown_names(
    origins: Origins, settings: type[BaseModel], also_known: Collection[str]
) -> list[str]:
    """Describe what is set but belongs to no section.

    Unknown keys inside of a section are found when the section is validated.

    Args:
        origins: What was read.
        settings: The class of all settings.
        also_known: Environment variables that mean something although they are no setting.
    """
    sections = settings.model_fields
    problems = [
        f"{key} (from {origins.toml_name}): there is no such setting.{_nearest(key, settings)}"
        for key in origins.toml
        if key not in sections
    ]
    for place, names in (("environment", origins.environment), (".env", origins.dotenv)):
        for name in sorted(_upper(names) - set(also_known)):
            key = name.removeprefix(PREFIX).lower()
            if name.startswith(PREFIX) and not _is_known(key, settings):
                nearest = _nearest(key, settings, as_variable=True)
                problems.append(f"{name} (from {place}): there is no such setting.{nearest}")
    return problems


def describe(detail: ErrorDetails, origins: Origins, settings: type[BaseModel]) -> str:
    """Say in one line what is wrong with one value."""
    location = detail["loc"]
    key = _dotted(location)
    origin = origins.find(location)
    if detail["type"] == "extra_forbidden":
        return f"{key} (from {origin}): there is no such setting.{_nearest(key, settings)}"
    if detail["type"] == "missing":
        return f"{key} (from {origin}): it must be given."
    expected = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    if detail["type"] == "model_type":
        expected = "must be a table of settings"
    if not location:
        return f"{expected}."
    if isinstance(detail["input"], BaseModel | dict):
        return f"{key} (from {origin}): {expected}."
    return f"{key} = {_shown(detail)} (from {origin}): {expected}."


def keys(settings: type[BaseModel], path: str = "") -> Iterator[str]:
    """All settings by their dotted names; the keys of listed tables have `[]` before them."""
    for name, field in settings.model_fields.items():
        nested = nested_model(field.annotation)
        if nested is None:
            yield f"{path}{name}"
            continue
        is_list = nested is not field.annotation
        if is_list:
            yield f"{path}{name}"
        yield from keys(nested, f"{path}{name}{'[]' if is_list else ''}.")


def nested_model(annotation: object) -> type[BaseModel] | None:
    """The model that a field holds one or several of, if it does."""
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def variable(key: str) -> str:
    """The environment variable of a setting: `crawl.max_pages` is `FRONTDESK_CRAWL_MAX_PAGES`."""
    return PREFIX + key.replace(".", "_").upper()


def _is_known(key: str, settings: type[BaseModel]) -> bool:
    """Tell whether a variable is a setting, belongs to a section, or is none of our business."""
    head, _, rest = key.partition("_")
    field = settings.model_fields.get(head)
    if field is None:
        return _OF_KUBERNETES.fullmatch(key) is not None
    return not rest or nested_model(field.annotation) is not None


def _dotted(location: tuple[int | str, ...]) -> str:
    return "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in location
    ).removeprefix(".")


def _nearest(key: str, settings: type[BaseModel], *, as_variable: bool = False) -> str:
    """Guess what was meant."""
    plain = re.sub(r"\[\d+\]", "[]", key).replace(".", "_")
    known = {name.replace(".", "_"): name for name in keys(settings)}
    if not as_variable:
        known |= {section: section for section in settings.model_fields}
    found = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    if not found:
        return ""
    meant = known[found[0]]
    return f" Did you mean {variable(meant) if as_variable else meant}?"


def _shown(detail: ErrorDetails) -> str:
    """The value as it was given, unless it is or contains a secret."""
    if _SECRET_KEYS.intersection(detail["loc"]):
        return "(hidden)"
    value = _PASSWORD_IN_URL.sub("…@", repr(detail["input"]))
    return value if len(value) <= 80 else value[:79] + "…"  # noqa: PLR2004


def _upper(names: Mapping[str, Any]) -> set[str]:
    return {name.upper() for name in names}
