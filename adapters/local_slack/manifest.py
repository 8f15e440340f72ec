"""Checks an app's manifest as Slack does when somebody pastes it.

`LocalSlack` calls it before anything else, so that a manifest which Slack would not take fails here.

Source: https://docs.slack.dev/reference/app-manifest,
https://github.com/slackapi/manifest-schema/blob/main/schemas/manifest.schema.1.0.0.json
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from adapters.local_slack.block_kit.schema import Fault
from adapters.local_slack.events import EVENT_SCOPES
from adapters.local_slack.manifest_schema import MANIFEST
from adapters.local_slack.scopes import BOT_SCOPES

_Rule: TypeAlias = Callable[["_Manifest"], Iterator[Fault]]
_SCOPES_AT = "/oauth_config/scopes"
_EVENTS_AT = "/settings/event_subscriptions"
_THIS_MACHINE = ("http://localhost:", "http://127.0.0.1:")
"""A person may be led back to their own machine.
Source: https://docs.slack.dev/authentication/using-pkce"""


def check_manifest(manifest: object) -> None:
    """Refuse a manifest that Slack would refuse.

    Args:
        manifest: As it is loaded from its file.

    Raises:
        ValueError: It is wrong; the message names every place and what is wrong there.
    """
    faults = list(MANIFEST.faults(manifest, ""))
    if not faults and isinstance(manifest, dict):
        faults = [fault for rule in _RULES for fault in rule(_Manifest(manifest))]
    if faults:
        listed = "; ".join(f"{fault.at or '/'} {fault.problem}" for fault in faults)
        raise ValueError(
            f"Slack would not take this manifest: {listed}. "
            "See https://docs.slack.dev/reference/app-manifest."
        )


class _Manifest:
    """A manifest whose fields are right, one by one."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.features: dict[str, Any] = content.get("features", {})
        self.oauth: dict[str, Any] = content.get("oauth_config", {})
        self.settings: dict[str, Any] = content.get("settings", {})

    @property
    def scopes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = self.oauth.get("scopes", {})
        return found

    @property
    def bot_scopes(self) -> frozenset[str]:
        return frozenset(self.scopes.get("bot", ()))

    @property
    def events(self) -> list[str]:
        found: list[str] = self.settings.get("event_subscriptions", {}).get("bot_events", [])
        return found

    @property
    def needs_addresses(self) -> bool:
        """Slack posts to the app, because there is no socket."""
        return not self.settings.get("socket_mode_enabled", False)


def _scopes_are_known(manifest: _Manifest) -> Iterator[Fault]:
    """Optional scopes must be listed among the others as well."""
    for number, scope in enumerate(manifest.scopes.get("bot", ())):
        if scope not in BOT_SCOPES:
            yield Fault(f"there is no bot scope '{scope}'", f"{_SCOPES_AT}/bot/{number}")
    for kind in ("bot", "user"):
        for scope in manifest.scopes.get(f"{kind}_optional", ()):
            if scope not in manifest.scopes.get(kind, ()):
                yield Fault(
                    f"'{scope}' is not among the {kind} scopes", f"{_SCOPES_AT}/{kind}_optional"
                )
    yield from _doubles(manifest.scopes.get("bot", []), f"{_SCOPES_AT}/bot")


def _events_are_known(manifest: _Manifest) -> Iterator[Fault]:
    """Each event must exist, and the app must have a scope that lets it see it."""
    at = f"{_EVENTS_AT}/bot_events"
    for number, event in enumerate(manifest.events):
        needed = EVENT_SCOPES.get(event)
        if needed is None:
            yield Fault(f"there is no event '{event}'", f"{at}/{number}")
        elif needed and not needed & manifest.bot_scopes:
            listed = " or ".join(sorted(needed))
            yield Fault(f"'{event}' needs the scope {listed}", f"{at}/{number}")
    yield from _doubles(manifest.events, at)


def _features_have_scopes(manifest: _Manifest) -> Iterator[Fault]:
    """Commands and shortcuts are both the business of the scope `commands`.

    Source: https://docs.slack.dev/reference/scopes/commands
    """
    for feature in ("slash_commands", "shortcuts"):
        if manifest.features.get(feature) and "commands" not in manifest.bot_scopes:
            yield Fault("needs the scope commands", f"/features/{feature}")


def _names_are_distinct(manifest: _Manifest) -> Iterator[Fault]:
    for feature, key in (("slash_commands", "command"), ("shortcuts", "callback_id")):
        named = [one[key] for one in manifest.features.get(feature, ())]
        yield from _doubles(named, f"/features/{feature}")


def _addresses_are_there(manifest: _Manifest) -> Iterator[Fault]:
    """Without Socket Mode Slack must know where to post events, clicks and commands."""
    if not manifest.needs_addresses:
        return
    subscriptions = manifest.settings.get("event_subscriptions", {})
    if manifest.events and "request_url" not in subscriptions:
        yield Fault("needs a request_url, or Socket Mode", _EVENTS_AT)
    interactivity = manifest.settings.get("interactivity", {})
    if interactivity.get("is_enabled") and "request_url" not in interactivity:
        yield Fault("needs a request_url, or Socket Mode", "/settings/interactivity")
    for number, command in enumerate(manifest.features.get("slash_commands", ())):
        if "url" not in command:
            yield Fault("needs a url, or Socket Mode", f"/features/slash_commands/{number}")


def _addresses_are_safe(manifest: _Manifest) -> Iterator[Fault]:
    """All addresses are `https`; the schema lets more pass than the reference.

    Source: https://docs.slack.dev/authentication/installing-with-oauth
    """
    for number, address in enumerate(manifest.oauth.get("redirect_urls", ())):
        if not address.startswith(_THIS_MACHINE):
            yield from _unsafe(address, f"/oauth_config/redirect_urls/{number}")
    for group, at in (
        ("event_subscriptions", _EVENTS_AT),
        ("interactivity", "/settings/interactivity"),
    ):
        address = manifest.settings.get(group, {}).get("request_url")
        yield from _unsafe(address, f"{at}/request_url")
    for number, command in enumerate(manifest.features.get("slash_commands", ())):
        yield from _unsafe(command.get("url"), f"/features/slash_commands/{number}/url")


def _unsafe(address: str | None, at: str) -> Iterator[Fault]:
    if address is not None and not address.startswith("https://"):
        yield Fault(f"'{address}' is no https address", at)


def _clicks_are_heard(manifest: _Manifest) -> Iterator[Fault]:
    """Shortcuts are interactions.

    Source: https://docs.slack.dev/interactivity/implementing-shortcuts
    """
    is_enabled = manifest.settings.get("interactivity", {}).get("is_enabled", False)
    if manifest.features.get("shortcuts") and not is_enabled:
        yield Fault("need settings.interactivity to be enabled", "/features/shortcuts")


def _doubles(names: list[str], at: str) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(f"'{name}' stands there {times} times", at)


_RULES: tuple[_Rule, ...] = (
    _scopes_are_known,
    _events_are_known,
    _features_have_scopes,
    _names_are_distinct,
    _addresses_are_there,
    _addresses_are_safe,
    _clicks_are_heard,
)
