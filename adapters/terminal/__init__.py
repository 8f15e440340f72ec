"""The terminal, where an operator or a newcomer talks to the desk."""

from adapters.terminal.lines import TerminalLines
from adapters.terminal.poster import TerminalPoster
from adapters.terminal.reply import PLATFORM, TerminalChat
from adapters.terminal.view import TerminalView

__all__ = ["PLATFORM", "TerminalChat", "TerminalLines", "TerminalPoster", "TerminalView"]
