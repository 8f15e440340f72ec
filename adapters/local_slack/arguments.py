"""Reads the arguments of a Web API call and refuses those that Slack would refuse.

`server.py` hands it the raw request; `method_rules.py` says what each method takes.  Slack itself
ignores many unknown arguments; here they are refused, because each is a mistake of the caller.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json


class Kind(Enum):
    """What an argument holds."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    ARRAY = auto()
    OBJECT = auto()


class TokenKind(Enum):
    """Which token a method wants."""

    BOT = auto()
    APP = auto()
    NONE = auto()
    """It is called without one (`api.test`, `oauth.v2.access`)."""


@dataclass(frozen=True, slots=True)
class MethodRules:
    """What one method takes."""

    scopes: tuple[str, ...] = ()
    """Any one of them suffices; empty: none is needed."""
    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)
    token: TokenKind = TokenKind.BOT
    reads_json: bool = True
    """False: a JSON body is not looked at, so that every argument seems to be missing.

    Source: https://docs.slack.dev/apis/web-api/#methods_supporting_json
    """


def read_arguments(rules: MethodRules, given: Mapping[str, Any]) -> Json:
    """Check the arguments of a call and turn them into values of their kinds.

    Args:
        rules: What the method takes.
        given: As they came: JSON values, or text from a form.

    Returns:
        Only the arguments that were given.

    Raises:
        SlackRefusal: `invalid_arguments` with messages that name what is wrong, or the error that
            Slack has for an argument which is no JSON.
    """
    kinds = {**rules.required, **rules.optional}
    read: Json = {}
    wrong: list[str] = []
    for name, value in given.items():
        if value is None or name == "token":
            continue
        if name not in kinds and name == _ADDED_BY_CLIENTS:
            continue
        if name not in kinds:
            wrong.append(f"[ERROR] unknown argument: {name}")
            continue
        try:
            read[name] = _value(name, value, kinds[name])
        except (TypeError, ValueError):
            wrong.append(f"[ERROR] must be a {kinds[name].name.lower()} [json-pointer:/{name}]")
    wrong += [
        f"[ERROR] missing required field: {name}"
        for name in rules.required
        if name not in given or given[name] is None
    ]
    if wrong:
        raise SlackRefusal("invalid_arguments", messages=wrong)
    return read


_ADDED_BY_CLIENTS = "team_id"
"""Clients made for one team, as Bolt makes them, send it with every call; Slack does not mind."""

_NOT_JSON = {
    "blocks": "invalid_blocks_format",
    "metadata": "invalid_metadata_format",
    "attachments": "invalid_attachments",
}


def _value(name: str, value: Any, kind: Kind) -> Any:
    match kind:
        case Kind.TEXT:
            return _text(value)
        case Kind.NUMBER:
            return int(str(value))
        case Kind.FLAG:
            return _flag(value)
        case Kind.ARRAY | Kind.OBJECT:
            return _structure(name, value, kind)


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    written = str(value).lower()
    if written not in {"0", "1", "true", "false"}:
        raise ValueError
    return written in {"1", "true"}


def _structure(name: str, value: Any, kind: Kind) -> Any:
    """An array or object; forms carry it as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError as error:
            refusal = _NOT_JSON.get(name)
            if refusal is None:
                raise
            raise SlackRefusal(refusal) from error
    if not isinstance(value, list if kind is Kind.ARRAY else dict):
        raise TypeError
    return value
