"""What people see of the desk in Teams beyond answers: cards, dialogs, buttons, the first message."""

from __future__ import annotations

from adapters.teams.surfaces.asking import AskingPeople
from adapters.teams.surfaces.home import Home
from adapters.teams.surfaces.pressing import Buttons
from adapters.teams.surfaces.settings import Settings
from adapters.teams.surfaces.welcoming import samples_for, welcome
from adapters.teams.taking_in.routes import Routes
from adapters.teams.tools import TeamsTools

__all__ = ["register", "samples_for", "welcome"]


def register(routes: Routes, tools: TeamsTools) -> None:
    """Let all surfaces hear what is meant for them.

    Args:
        routes: Where listening finds them.
        tools: What they work with.
    """
    Settings(tools).register(routes)
    AskingPeople(tools).register(routes)
    Buttons(tools).register(routes)
    Home(tools).register(routes)
