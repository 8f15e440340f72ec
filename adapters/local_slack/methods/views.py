"""`views.*`: modals and the App Home."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from adapters.local_slack.block_kit import check_view
from adapters.local_slack.methods.call import Call, Method
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json, OpenView
from adapters.local_slack.triggers import take_trigger

_MOST_VIEWS = 3
"""On top of each other.  Source: https://docs.slack.dev/surfaces/modals#lifecycle"""


def open_view(call: Call) -> Json:
    """`views.open`: in place of whatever modal is open."""
    view = _checked(call, "modal")
    user = take_trigger(call.workspace, call.text("trigger_id"), call.now_seconds())
    for open_one in [one for one in call.workspace.modals.values() if one.user == user]:
        del call.workspace.modals[open_one.id]
    return _show(call, user, view)


def push_view(call: Call) -> Json:
    """`views.push`: on top of the modal that is open."""
    view = _checked(call, "modal")
    user = take_trigger(call.workspace, call.text("trigger_id"), call.now_seconds())
    below = [one for one in call.workspace.modals.values() if one.user == user]
    if not below:
        raise SlackRefusal("not_found")
    if len(below) >= _MOST_VIEWS:
        raise SlackRefusal("push_limit_reached")
    return _show(call, user, view, root=below[0].id, previous=below[-1].id)


def update_view(call: Call) -> Json:
    """`views.update`: by `view_id` or `external_id`."""
    view = _checked(call, "modal")
    shown = _modal(call)
    _check_hash(call, shown)
    kept = {name: shown.view[name] for name in ("id", "root_view_id", "previous_view_id")}
    shown.view = {**stamped(view), **kept, **_state(shown.view)}
    call.workspace.changed()
    return {"view": shown.view}


def publish_view(call: Call) -> Json:
    """`views.publish`: a person's App Home."""
    view = _checked(call, "home")
    user = call.text("user_id")
    if user not in call.workspace.users:
        raise SlackRefusal("user_not_found")
    if (
        not call.workspace.app.manifest.get("features", {})
        .get("app_home", {})
        .get("home_tab_enabled")
    ):
        raise SlackRefusal("not_enabled")
    shown = call.workspace.homes.get(user)
    if shown is None:
        shown = OpenView(call.workspace.new_id("V"), user, {})
        call.workspace.homes[user] = shown
    else:
        _check_hash(call, shown)
    shown.view = {**stamped(view), "id": shown.id, "root_view_id": shown.id}
    call.workspace.changed()
    return {"view": shown.view}


def stamped(view: Json) -> Json:
    """A view with what Slack adds to it, but for its ids."""
    written = json.dumps(view, sort_keys=True).encode()
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "state": {"values": {}},
        **view,
        "hash": hashlib.sha256(written).hexdigest()[:16],
    }


def _show(call: Call, user: str, view: Json, *, root: str = "", previous: str = "") -> Json:
    taken = {one.view.get("external_id") for one in call.workspace.modals.values()}
    if view.get("external_id") and view["external_id"] in taken:
        raise SlackRefusal("duplicate_external_id")
    view_id = call.workspace.new_id("V")
    full = {
        **stamped(view),
        "id": view_id,
        "team_id": call.workspace.team_id,
        "app_id": call.workspace.app.id,
        "bot_id": call.workspace.app.bot_id,
        "root_view_id": root or view_id,
        "previous_view_id": previous or None,
    }
    call.workspace.modals[view_id] = OpenView(view_id, user, full)
    call.workspace.changed()
    return {"view": full}


def _checked(call: Call, kind: str) -> Json:
    """The view of a call, if Slack would take it."""
    view: Json = call.arguments["view"]
    if view.get("type") != kind:
        raise SlackRefusal(
            "invalid_arguments", messages=["[ERROR] unsupported type [json-pointer:/view/type]"]
        )
    check_view(view)
    return view


def _modal(call: Call) -> OpenView:
    wanted, external = call.text("view_id"), call.text("external_id")
    for shown in call.workspace.modals.values():
        if shown.id == wanted or (external and shown.view.get("external_id") == external):
            return shown
    raise SlackRefusal("not_found")


def _check_hash(call: Call, shown: OpenView) -> None:
    """Refuse a change that was made from an older view."""
    if "hash" in call.arguments and call.text("hash") != shown.view["hash"]:
        raise SlackRefusal("hash_conflict")


def _state(view: Json) -> Json:
    """What people have filled in outlives a change of the view."""
    return {"state": view["state"]} if view.get("state") else {}


METHODS: Mapping[str, Method] = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_view,
}
