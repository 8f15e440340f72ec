"""What somebody has done, as far as it matters for who may do it.  `doorkeeper` reads it."""

from __future__ import annotations

from adapters.slack.taking_in.payloads import Json, Payload, ViewName

_COMMAND = "command"
_HOME_OPENED = "app_home_opened"


class Doer(Payload):
    """Who did it, in an interaction."""

    id: str = ""
    team_id: str = ""
    """Their own team, also where the interaction itself belongs to another.
    Source: https://github.com/slackapi/java-slack-sdk/issues/1041"""


class OpenedTab(Payload):
    """Who opened which tab of the app."""

    user: str = ""
    tab: str = ""


class Deed(Payload):
    """A command, an interaction, or the opening of a tab."""

    type: str = ""
    command: str = ""
    user: Doer = Doer()
    user_id: str = ""
    """Of a command; the team beside it is where it was given, not whose member the person is."""
    event: OpenedTab = OpenedTab()
    view: ViewName = ViewName()
    trigger_id: str = ""
    response_url: str = ""

    @property
    def kind(self) -> str:
        """`command`, or as Slack calls it."""
        return _COMMAND if self.command else self.type

    @property
    def person(self) -> str:
        """Who did it."""
        return self.user.id or self.user_id or self.event.user

    @property
    def is_on_home(self) -> bool:
        """Whether it was done where the App Home is shown."""
        return "home" in (self.event.tab, self.view.type)


def read_deed(body: Json) -> Deed | None:
    """Read a request; None where it only tells what happened (events, but for opened tabs)."""
    if body.get("type") == "event_callback":
        event = body.get("event")
        if not isinstance(event, dict) or event.get("type") != _HOME_OPENED:
            return None
    return Deed.model_validate(body)
