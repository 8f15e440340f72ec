"""The small objects that blocks and elements are made of: texts, options, confirmations.

Source: https://docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.local_slack.block_kit.schema import (
    Address,
    AnyOf,
    Fault,
    Flag,
    Items,
    Json,
    Kinds,
    Record,
    Rule,
    String,
    choice,
    exactly_one_of,
    one_or_more_of,
)

_WEB = frozenset({"https", "http"})

WEB_ADDRESS = Address(schemes=_WEB)
"""What can be fetched, as for pictures."""


def plain_text(at_most: int) -> AnyOf:
    """Text without any formatting."""
    return AnyOf(Kinds({"plain_text": _plain_text(at_most)}))


def mrkdwn(at_most: int) -> AnyOf:
    """Text in Slack's own markup."""
    return AnyOf(Kinds({"mrkdwn": _mrkdwn(at_most)}))


def any_text(at_most: int) -> AnyOf:
    """Text of either sort."""
    return AnyOf(Kinds({"plain_text": _plain_text(at_most), "mrkdwn": _mrkdwn(at_most)}))


def _plain_text(at_most: int) -> Record:
    return Record(
        required={"type": String(), "text": String(at_most)},
        optional={"emoji": Flag()},
    )


def _mrkdwn(at_most: int) -> Record:
    return Record(
        required={"type": String(), "text": String(at_most)},
        optional={"verbatim": Flag()},
    )


def text_kinds(at_most: int) -> dict[str, Record]:
    """Texts as elements among others, as in a context block."""
    return {"plain_text": _plain_text(at_most), "mrkdwn": _mrkdwn(at_most)}


def initial_among_options(name: str) -> Rule:
    """What is chosen at first must be offered, word for word."""

    def check(value: Json, at: str) -> Iterator[Fault]:
        if name not in value:
            return
        offered = list(value.get("options", []))
        for group in value.get("option_groups", []):
            offered.extend(group["options"])
        chosen = value[name] if isinstance(value[name], list) else [value[name]]
        for one in chosen:
            if one not in offered:
                yield Fault("must match one of the provided options", f"{at}/{name}")

    return check


OPTION = Record(
    required={"text": plain_text(75), "value": String(150)},
    optional={"description": plain_text(75)},
)
"""Of a menu."""

MARKED_OPTION = Record(
    required={"text": any_text(75), "value": String(150)},
    optional={"description": any_text(75)},
)
"""Of checkboxes and radio buttons, which may be formatted."""

OVERFLOW_OPTION = Record(
    required={"text": plain_text(75), "value": String(150)},
    optional={"description": plain_text(75), "url": Address()},
)

OPTION_GROUP = Record(required={"label": plain_text(75), "options": Items(OPTION, at_most=100)})

CONFIRMATION = Record(
    required={
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    optional={"style": choice("primary danger")},
)

CONVERSATION_FILTER = Record(
    optional={
        "include": Items(choice("im mpim private public"), at_most=4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    rules=(one_or_more_of("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

DISPATCH_CONFIG = Record(
    required={
        "trigger_actions_on": Items(choice("on_enter_pressed on_character_entered"), at_most=2)
    }
)

SLACK_FILE = Record(
    optional={"id": String(), "url": Address()}, rules=(exactly_one_of("id", "url"),)
)
