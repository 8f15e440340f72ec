"""Makes the table of all settings for the README from the settings themselves.

The README is made with it.  Each meaning is the docstring beneath its field.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot import settings, settings_clockwork, settings_sections, settings_slack, settings_teams
from bot.settings import Settings
from bot.settings_problems import nested_model, variable

BEGIN, END = "<!-- settings:begin -->", "<!-- settings:end -->"


def settings_table() -> str:
    """All settings as a Markdown table: setting, environment variable, default, meaning."""
    meanings = _meanings()
    lines = ["| setting | environment variable | default | meaning |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in _rows(Settings, "", meanings)]
    return "\n".join(lines)


def update_readme(readme: str) -> str:
    """Put the table between its two markers.

    Raises:
        ValueError: A marker is missing.
    """
    before, _, rest = readme.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the text needs the markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{after}"


def _rows(
    model: type[BaseModel], path: str, meanings: dict[tuple[str, str], str]
) -> Iterator[tuple[str, str, str, str]]:
    for name, field in model.model_fields.items():
        nested = nested_model(field.annotation)
        is_section = nested is not None and nested is field.annotation
        if not is_section:
            key = f"{path}{name}"
            named = "" if "[]" in key else f"`{variable(key)}`"
            yield f"`{key}`", named, _default(field), meanings[model.__name__, name]
        if nested is not None:
            yield from _rows(nested, f"{path}{name}{'' if is_section else '[]'}.", meanings)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if isinstance(value, SecretStr) or value in ("", (), {}):
        return ""
    if hasattr(value, "isoformat"):
        value = value.isoformat("minutes")
    return f"`{value.as_posix() if isinstance(value, Path) else value}`"


def _meanings() -> dict[tuple[str, str], str]:
    """The docstring beneath each field, by class and field."""
    found = {}
    sources = (
        inspect.getsource(module)
        for module in (
            settings,
            settings_sections,
            settings_clockwork,
            settings_slack,
            settings_teams,
        )
    )
    for node in (node for source in sources for node in ast.parse(source).body):
        if not isinstance(node, ast.ClassDef):
            continue
        for field, below in zip(node.body, node.body[1:], strict=False):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    found[node.name, name] = " ".join(text.split()).replace("|", "\\|")
    return found
