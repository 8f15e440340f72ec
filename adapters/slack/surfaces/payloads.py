"""What the surfaces read of Slack's payloads, beyond what listening reads of them as well."""

from __future__ import annotations

from pydantic import Field

from adapters.slack.taking_in.payloads import (
    ActionPayload,
    Named,
    Payload,
    PressedButton,
    ViewName,
)


class HomeOpened(Payload):
    """The event `app_home_opened`.

    Source: https://docs.slack.dev/reference/events/app_home_opened
    """

    user: str
    channel: str = ""
    """The direct message of the person with the desk."""
    tab: str = "home"


class Chooser(PressedButton):
    """A menu of conversations, or a button."""

    action_ts: str = ""
    selected_conversation: str = ""


class PressedIn(Named):
    """The channel that a button was pressed in."""

    name: str = ""
    """`directmessage`, `privategroup`, `mpdm-…`, or the public channel's name."""


class SurfaceAction(ActionPayload):
    """Something was pressed or chosen on the App Home, in a modal or in a message."""

    channel: PressedIn | None = None
    actions: tuple[Chooser, ...] = Field(min_length=1)
    view: ViewName = ViewName()

    @property
    def chosen_channel(self) -> str:
        """The channel that a menu was set to, or that a button carries."""
        return self.actions[0].selected_conversation or self.value

    @property
    def channel_name(self) -> str:
        """What Slack calls the channel; empty in views."""
        return self.channel.name if self.channel else ""

    @property
    def once(self) -> str:
        """The same for every delivery of one press."""
        return f"{self.user.id} {self.actions[0].action_id} {self.actions[0].action_ts}"


class Option(Payload):
    """An option that was chosen."""

    value: str = ""


class FormField(Payload):
    """What one field of the settings holds."""

    selected_option: Option = Option()
    selected_options: tuple[Option, ...] = ()
    selected_users: tuple[str, ...] = ()


class SettingsState(Payload):
    """Fields by block, then by action."""

    values: dict[str, dict[str, FormField]] = Field(default_factory=dict)


class SettingsView(Payload):
    """The settings as they were sent in."""

    private_metadata: str = ""
    state: SettingsState = SettingsState()

    def field(self, name: str) -> FormField:
        """The field of a name: block and action are called alike."""
        return self.state.values.get(name, {}).get(name, FormField())


class SettingsSubmission(Payload):
    """The settings' modal was sent in."""

    user: Named
    view: SettingsView
