"""What a manifest may hold: every field with its type and its length.

`manifest` checks with it.  Of what this desk has no part in (Slack's own functions, workflows and data
stores) only the name is known here.

Source: https://docs.slack.dev/reference/app-manifest,
https://github.com/slackapi/manifest-schema/blob/main/schemas/manifest.schema.1.0.0.json
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.local_slack.block_kit.schema import (
    Address,
    Fault,
    Flag,
    Items,
    Number,
    Record,
    String,
    choice,
)

_WEB = frozenset({"https", "http"})
_DOMAIN = r"(?![.-])[-a-z0-9.]+[a-z0-9]"
_IP_RANGE = r"(\d{1,3}\.){3}\d{1,3}(/\d{1,2})?"


@dataclass(frozen=True, slots=True)
class _Anything:
    """What is not looked into."""

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        del value, at
        yield from ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Text that is written in a certain way."""

    pattern: str
    at_most: int

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        wrong = list(String(self.at_most).faults(value, at))
        if not wrong and isinstance(value, str) and not re.fullmatch(self.pattern, value):
            wrong.append(Fault(f"'{value}' does not match {self.pattern}", at))
        yield from wrong


def _address(at_most: int) -> Address:
    return Address(at_most, _WEB)


_PROMPTS = Items(Record({"title": String(), "message": String()}), at_least=0)
_ACTIONS = Items(Record({"name": String(), "description": String()}), at_least=0)
_NAMES = Items(String(50), at_most=255, at_least=0)
"""Of scopes."""
_EVENTS = Items(String(50), at_most=100, at_least=0)

_DISPLAY_INFORMATION = Record(
    {"name": String(35)},
    {
        "description": String(140),
        # The reference says 174 and the schema 175 characters: more than both is safe.
        "long_description": String(4000, at_least=175),
        "background_color": _Pattern("#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?", 7),
    },
)
_FEATURES = Record(
    optional={
        "app_home": Record(
            optional={
                "home_tab_enabled": Flag(),
                "messages_tab_enabled": Flag(),
                "messages_tab_read_only_enabled": Flag(),
            }
        ),
        "agent_view": Record(
            {"agent_description": String(300)},
            {
                # Source: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
                "suggested_prompts": Items(_PROMPTS.of, at_most=4, at_least=0),
                "actions": _ACTIONS,
            },
        ),
        "assistant_view": Record(
            {"assistant_description": String()},
            {"suggested_prompts": _PROMPTS, "actions": _ACTIONS},
        ),
        "bot_user": Record({"display_name": String(80)}, {"always_online": Flag()}),
        "shortcuts": Items(
            Record(
                {
                    "name": String(24),
                    "type": choice("message global"),
                    "callback_id": String(255),
                    "description": String(150),
                }
            ),
            at_most=10,
        ),
        "slash_commands": Items(
            Record(
                {"command": _Pattern(r"/\S+", 32), "description": String(2000)},
                {"url": _address(3000), "usage_hint": String(1000), "should_escape": Flag()},
            ),
            at_most=50,
        ),
        "unfurl_domains": Items(_Pattern(_DOMAIN, 255), at_most=5),
        "rich_previews": _Anything(),
        "search": _Anything(),
        "workflow_steps": _Anything(),
        "functions": _Anything(),
    }
)
_OAUTH_CONFIG = Record(
    optional={
        "redirect_urls": Items(String(2500), at_most=1000, at_least=0),
        "scopes": Record(
            optional={
                "bot": _NAMES,
                "bot_optional": _NAMES,
                "user": _NAMES,
                "user_optional": _NAMES,
            }
        ),
        "token_management_enabled": Flag(),
        "pkce_enabled": Flag(),
    }
)
_SETTINGS = Record(
    optional={
        "allowed_ip_address_ranges": Items(_Pattern(_IP_RANGE, 18), at_most=10),
        "event_subscriptions": Record(
            optional={
                "request_url": _address(3500),
                "bot_events": _EVENTS,
                "user_events": _EVENTS,
                "metadata_subscriptions": Items(
                    Record({"app_id": String(), "event_type": String(50)}), at_most=20
                ),
            }
        ),
        "incoming_webhooks": Record(optional={"incoming_webhooks_enabled": Flag()}),
        "interactivity": Record(
            {"is_enabled": Flag()},
            {"request_url": _address(3500), "message_menu_options_url": _address(3500)},
        ),
        "org_deploy_enabled": Flag(),
        "socket_mode_enabled": Flag(),
        "token_rotation_enabled": Flag(),
        "is_hosted": Flag(),
        "is_mcp_enabled": Flag(),
        "siws_links": Record(optional={"initiate_uri": Address(3500, frozenset({"https"}))}),
        "hermes_app_type": String(),
        "function_runtime": choice("remote slack"),
    }
)
_NOT_OURS = (
    "app_directory datastores external_auth_providers functions outgoing_domains types workflows"
)

MANIFEST = Record(
    {"display_information": _DISPLAY_INFORMATION},
    {
        "$schema": String(),
        "_metadata": Record(
            optional={
                "schema_version": Number(),
                "min_version": Number(),
                "major_version": Number(1, 2),
                "minor_version": Number(),
            }
        ),
        "features": _FEATURES,
        "oauth_config": _OAUTH_CONFIG,
        "settings": _SETTINGS,
        **{name: _Anything() for name in _NOT_OURS.split()},
    },
)
