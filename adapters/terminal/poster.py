"""The terminal as a place that can be written to unasked: posts appear between the lines.

`bot.service` attaches it where a desk serves in a terminal.
"""

from __future__ import annotations

from rich.console import Console, Group
from rich.markdown import Markdown
from rich.panel import Panel
from rich.text import Text

from core.domain import Post, PostId


class TerminalPoster:
    """Prints posts; implements `core.ports.Poster`."""

    def __init__(self, *, console: Console) -> None:
        """Take where to print."""
        self._console = console
        self._shown: set[PostId] = set()

    async def post(self, post: Post) -> str:
        """Print a post once; what it updates stands further up and stays as it was.

        Returns:
            The post's own id.
        """
        if post.id not in self._shown:
            body: list[Markdown | Text] = [Markdown(post.text)]
            if post.picture is not None:
                body.append(Text(f"\nChart: {post.picture.alt_text}", style="dim"))
            self._console.print()
            self._console.print(Panel(Group(*body), title="Posted", border_style="cyan"))
            self._shown.add(post.id)
        return post.id
