"""HTML written safely."""

from __future__ import annotations

from html import escape

_LINKED = ("https://", "http://", "mailto:", "tel:", "/")
_FETCHED = ("https://", "http://", "/")


def tag(
    name: str, content: str = "", /, *, css: str | None = None, **attributes: str | None
) -> str:
    """An element.

    Args:
        name: E.g. `p`.
        content: HTML, already safe.
        css: Class names.
        attributes: Escaped here; `_` stands for `-`, None leaves an attribute out.
    """
    return f"{opening(name, css=css, **attributes)}{content}</{name}>"


def opening(name: str, /, *, css: str | None = None, **attributes: str | None) -> str:
    """An element that holds nothing, or the beginning of one."""
    given = {"class": css, **attributes}
    text = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in given.items()
        if value is not None
    )
    return f"<{name}{text}>"


def lines(text: str) -> str:
    """Text with its line breaks."""
    return escape(text).replace("\n", "<br>")


def link(address: str, content: str) -> str:
    """A link that opens beside the page; only the content where the address is of a doubtful kind."""
    if not address.lower().startswith(_LINKED):
        return content
    return tag(
        "a", content, css="bk-link", href=address, target="_blank", rel="noopener noreferrer"
    )


def picture(address: str, description: str) -> str:
    """A picture; its description where the address is of a doubtful kind."""
    if not address.lower().startswith(_FETCHED):
        return tag("span", f"(image: {escape(description)})", css="bk-image")
    return opening("img", css="bk-image", src=address, alt=description, loading="lazy")
