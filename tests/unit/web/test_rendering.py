"""How an answer's Markdown becomes HTML, whole and half-written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.rendering import half_to_html, to_html

ANSWER = """**Identity badges and keys – Badges**
The badge office opens at 07:00, 403-555-0119.
- The first badge is free.
- A lost one costs CAD 20.

1. Fill in [the form](https://example.org/form).
2. Bring `two` photographs.
"""

TAGS = {
    *("p", "br", "h3", "ul", "ol", "li", "strong", "em", "s", "a", "code", "pre", "blockquote"),
    *("hr", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"href", "target", "rel", "class", "start", "role", "aria-label", "tabindex"}


class Elements(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_bold_line_is_a_heading_that_stands_alone() -> None:
    """The heading's line does not run into the text below it."""
    html = to_html("**Badges – Costs**\nThe first badge is free.")
    assert html == "<h3>Badges – Costs</h3>\n<p>The first badge is free.</p>\n"


def test_bold_words_within_a_line_are_no_heading() -> None:
    """Only a line that is bold as a whole is one."""
    assert to_html("**Note:** it is free.") == "<p><strong>Note:</strong> it is free.</p>\n"


def test_single_line_breaks_are_kept() -> None:
    """An answer's lines are meant as they are."""
    assert "one<br>\ntwo" in to_html("one\ntwo")


def test_headings_of_any_rank_are_the_same() -> None:
    """The page's own headings are h1 and h2; no rank is left out below them."""
    assert to_html("# One\n\n#### Four") == "<h3>One</h3>\n<h3>Four</h3>\n"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("See https://example.org/a_b_c?x=1&y=2.", "https://example.org/a_b_c?x=1&y=2"),
        ("See www.example.org, please", "https://www.example.org"),
        ("Write to ann.lee@example.org.", "mailto:ann.lee@example.org"),
        ("Call 403-555-0119 now", "tel:4035550119"),
        ("Call +1 403 555 0119 ext. 12", "tel:+14035550119;ext=12"),
        ("- **403-555-0119**", "tel:4035550119"),
    ],
)
def test_bare_contacts_can_be_clicked(text: str, target: str) -> None:
    """Addresses and telephone numbers are links without being written as such."""
    assert ("href", target) in Elements(to_html(text)).attributes


@pytest.mark.parametrize("text", ["ext. 0142", "at 07:00", "CAD 20", "`403-555-0119`"])
def test_what_cannot_be_dialled_is_no_link(text: str) -> None:
    """An extension needs the number before it; code is shown as it is."""
    assert "a" not in Elements(to_html(text)).tags


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "[x](//evil.example)",
        "[x](/api/conversations)",
        "<https:evil>",
        "![x](https://example.org/x.png)",
    ],
)
def test_only_links_to_web_mail_and_telephone_are_made(text: str) -> None:
    """Anything else stays text; a picture becomes no request."""
    elements = Elements(to_html(text))
    assert "img" not in elements.tags
    targets = [value or "" for name, value in elements.attributes if name == "href"]
    assert all(re.match("https?://|mailto:|tel:", target) for target in targets)


def test_links_open_beside_the_page() -> None:
    """The conversation stays, and the other page learns nothing of it."""
    attributes = Elements(to_html("[x](https://example.org)")).attributes
    assert ("target", "_blank") in attributes
    assert ("rel", "noopener noreferrer") in attributes


def test_tables_have_no_style_of_their_own() -> None:
    """The page's policy forbids style attributes; numbers are aligned by a class."""
    html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert "style=" not in html
    assert '<td class="right">2</td>' in html


def test_nothing_that_was_said_is_hidden() -> None:
    """Text that Markdown knows as a definition or as code stays what it is."""
    assert "[1]: the badge office" in Elements(to_html("[1]: the badge office")).text
    assert "pre" not in Elements(to_html("    indented")).tags


@given(st.text(alphabet=st.sampled_from("*_`#[]()<>!|-:\n\\&\"'ab1 \t./@+~"), max_size=200))
def test_any_text_gives_harmless_html(text: str) -> None:
    """Whatever is written: only known tags and attributes, and no unsafe link."""
    for html in (to_html(text), half_to_html(text)):
        elements = Elements(html)
        assert set(elements.tags) <= TAGS
        assert {name for name, _ in elements.attributes} <= ATTRIBUTES
        targets = [value or "" for name, value in elements.attributes if name == "href"]
        assert all(re.match("https?://|mailto:|tel:", target, re.IGNORECASE) for target in targets)


def test_half_an_answer_shows_no_bare_markers() -> None:
    """At no moment of an answer's growth asterisks or brackets are seen that vanish later."""
    for length in range(len(ANSWER) + 1):
        text = Elements(half_to_html(ANSWER[:length])).text
        assert not re.search(r"\*|`|\]\(|\[the form", text), ANSWER[:length]


@pytest.mark.parametrize("start", ["Text\n-", "Text\n---", "Text\n1.", "Text\n#", "Text\n2"])
def test_a_lone_marker_waits(start: str) -> None:
    """A list's first sign makes neither a heading of the line above nor a stray character."""
    assert half_to_html(start) == "<p>Text</p>\n"


def test_an_open_code_block_is_shown_as_code() -> None:
    """Its stars and brackets are not mended."""
    assert "<code>a ** b [c</code>" in half_to_html("```\na ** b [c")


@pytest.mark.parametrize("wait", ["3 h 38 min", "54 min", "2 h"])
def test_no_line_ends_within_a_wait(wait: str) -> None:
    """Each half of `3 h 38 min` would be a wait of its own; in tables most of all."""
    whole = wait.replace(" ", "\u00a0")
    assert to_html(f"It is {wait} now.") == f"<p>It is {whole} now.</p>\n"
    assert f"<td>{whole}</td>" in to_html(f"| Site | Wait |\n|---|---|\n| Foothills | {wait} |")


def test_code_and_addresses_keep_their_spaces() -> None:
    """What may be copied is left as it is."""
    assert "<code>sleep 3 h</code>" in to_html("`sleep 3 h`")
    assert 'href="https://example.org/3"' in to_html("https://example.org/3 min")
