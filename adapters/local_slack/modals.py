"""What becomes of a modal when it is filled in, submitted or closed.

`interactions` calls it.  It knows nothing of how the app is reached.

Source: https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

import copy
from typing import Any

from adapters.local_slack.block_kit import check_view
from adapters.local_slack.controls import Control, controls
from adapters.local_slack.methods.views import stamped
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json, OpenView, Workspace

_REQUIRED = "Please complete this required field."
_MOST_VIEWS = 3


class Modals:
    """The open modals of a workspace and what is filled into them."""

    def __init__(self, *, workspace: Workspace) -> None:
        """Begin with nothing filled in."""
        self._workspace = workspace
        self._filled: dict[str, dict[tuple[str, str], Json]] = {}
        """By view id, then block and action id."""

    def fill(self, view: OpenView, control: Control, given: Any) -> Json:
        """Fill something in; returns how it stands in the state."""
        value = control.filled(given)
        self._filled.setdefault(view.id, {})[control.block_id, control.action_id] = value
        return value

    def fill_all(self, view: OpenView, values: Json) -> None:
        """Fill inputs in by label, action id or block id.

        Raises:
            ValueError: The modal has no such input.
        """
        found = self.inputs(view)
        for name, given in values.items():
            for control in found:
                if name in (control.label, control.action_id, control.block_id):
                    self.fill(view, control, given)
                    break
            else:
                labels = ", ".join(one.label or one.action_id for one in found)
                raise ValueError(f"The modal has no input '{name}', only: {labels}.")

    def inputs(self, view: OpenView) -> list[Control]:
        """What can be filled in or chosen, top to bottom."""
        buttons = ("button", "icon_button", "feedback_buttons", "workflow_button", "overflow")
        found = controls(view.view["blocks"], self._workspace.new_id)
        return [one for one in found if one.kind not in buttons]

    def state(self, view: OpenView) -> Json:
        """What stands in the inputs now."""
        values: dict[str, Json] = {}
        filled = self._filled.get(view.id, {})
        for one in self.inputs(view):
            value = filled.get((one.block_id, one.action_id)) or one.initial()
            values.setdefault(one.block_id, {})[one.action_id] = value
        return {"values": values}

    def missing(self, view: OpenView) -> dict[str, str]:
        """What Slack's client itself complains of before it sends anything, by block id."""
        values = self.state(view)["values"]
        return {
            one.block_id: _REQUIRED
            for one in self.inputs(view)
            if one.block["type"] == "input"
            and not one.block.get("optional")
            and not values[one.block_id][one.action_id][one.slot]
        }

    def payload(self, view: OpenView) -> Json:
        """A view as interactions carry it.

        `team_id` is of the person's team, which the app need not be installed in (Slack Connect).
        Source: https://github.com/slackapi/bolt-js/issues/1614
        """
        app = self._workspace.app
        return {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "previous_view_id": None,
            "root_view_id": view.id,
            "app_id": app.id,
            "app_installed_team_id": self._workspace.team_id,
            "bot_id": app.bot_id,
            **copy.deepcopy(view.view),
            "id": view.id,
            "team_id": self._workspace.users[view.user].team_id,
            "state": self.state(view),
        }

    def answer(self, view: OpenView, response: Json) -> dict[str, str]:
        """Do what the app said to a submission; without a word, the modal closes.

        Returns:
            What stands in red beneath inputs now, by block id.

        Raises:
            SlackRefusal: The app's answer makes no sense.
        """
        match response.get("response_action", ""):
            case "":
                self.close(view)
            case "clear":
                for one in self.of(view.user):
                    self.close(one)
            case "errors":
                return self._errors(view, response)
            case "update":
                self._replace(view, self._checked(response))
            case "push":
                self._push(view, self._checked(response))
            case other:
                raise SlackRefusal("invalid_response_action", messages=[str(other)])
        self._workspace.changed()
        return {}

    def close(self, view: OpenView) -> None:
        """Take a modal away."""
        self._workspace.modals.pop(view.id, None)
        self._filled.pop(view.id, None)

    def of(self, user: str) -> list[OpenView]:
        """A person's open modals, the one on top last."""
        return [one for one in self._workspace.modals.values() if one.user == user]

    def _errors(self, view: OpenView, response: Json) -> dict[str, str]:
        errors: dict[str, str] = response.get("errors", {})
        known = {one.block_id for one in self.inputs(view) if one.block["type"] == "input"}
        unknown = sorted(set(errors) - known)
        if unknown or not errors:
            raise SlackRefusal("invalid_errors", messages=[f"no input blocks: {unknown}"])
        return errors

    def _checked(self, response: Json) -> Json:
        check_view(response.get("view"))
        return dict(response["view"])

    def _replace(self, view: OpenView, new: Json) -> None:
        kept = ("id", "previous_view_id", "root_view_id")
        view.view = {**stamped(new), **{key: view.view[key] for key in kept if key in view.view}}

    def _push(self, view: OpenView, new: Json) -> None:
        if len(self.of(view.user)) >= _MOST_VIEWS:
            raise SlackRefusal("push_limit_reached")
        view_id = self._workspace.new_id("V")
        shown = {
            **stamped(new),
            "id": view_id,
            "previous_view_id": view.id,
            "root_view_id": view.view.get("root_view_id", view.id),
        }
        self._workspace.modals[view_id] = OpenView(view_id, view.user, shown)
