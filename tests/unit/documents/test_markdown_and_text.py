"""Markdown and plain text become pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.documents.markdown import MarkdownParser
from adapters.documents.text import TextParser
from adapters.website.html import HtmlParser
from core.domain import Block, BlockKind, Page
from core.errors import SourceError

ADDRESS = "https://files.example.org/guides/night-shift.md"


def markdown(text: str) -> Page:
    """Parse Markdown."""
    parser = MarkdownParser(html=HtmlParser())
    return parser.parse(text.encode(errors="replace"), address=ADDRESS, media_type="text/markdown")


def plain(text: str) -> Page:
    """Parse plain text."""
    return TextParser().parse(
        text.encode(errors="replace"), address=ADDRESS, media_type="text/plain"
    )


def test_markdown_keeps_its_structure() -> None:
    """Headings of both kinds, lists, tables, code, links and HTML are read."""
    page = markdown(
        "Night shift\n===========\n\n"
        "Call [Ann](mailto:ann@x.example.org) or see [rules](../rules.md).\n\n"
        "## Who\n\n| Name | Phone |\n|---|---|\n| Ann | 0142 |\n\n3. Ask\n   - twice\n\n"
        "```\nx = 1\n```\n\n<details><summary>Why?</summary>\n\nBecause.\n\n</details>\n"
    )
    assert page.title == "Night shift"
    assert page.blocks == (
        Block(BlockKind.HEADING, "Night shift", 1),
        Block(
            BlockKind.PARAGRAPH,
            "Call Ann (ann@x.example.org) or see [rules](https://files.example.org/rules.md).",
        ),
        Block(BlockKind.HEADING, "Who", 2),
        Block(BlockKind.ROW, "Name: Ann | Phone: 0142"),
        Block(BlockKind.ITEM, "Ask", 0, "3."),
        Block(BlockKind.ITEM, "twice", 1, "-"),
        Block(BlockKind.CODE, "x = 1"),
        Block(BlockKind.HEADING, "Why?", 3),
        Block(BlockKind.PARAGRAPH, "Because."),
    )


def test_front_matter_tells_title_and_date() -> None:
    """What stands above the text is no text."""
    page = markdown("---\ntitle: 'Nights'\nupdated: 2026-03-31\ntags: [a]\n---\nSome text.\n")
    assert (page.title, page.published) == ("Nights", "2026-03-31")
    assert [block.text for block in page.blocks] == ["Some text."]


def test_a_file_without_headings_is_called_by_its_name() -> None:
    """The file's name is the last resort for a title."""
    assert markdown("Some text.").title == "Night shift"
    assert plain("Some text.").title == "Night shift"


@pytest.mark.parametrize("text", ["", " \n\n", "---\ntitle: x\n---\n"])
def test_empty_files_are_refused(text: str) -> None:
    """Nothing to index is an error."""
    with pytest.raises(SourceError):
        markdown(text)
    with pytest.raises(SourceError):
        plain(text.partition("---")[0])


@given(st.text(alphabet=st.sampled_from("ab \n#-*|>`[]()<>!_=1.:@\t\\~&"), max_size=200))
def test_any_markdown_gives_a_page_or_a_source_error(text: str) -> None:
    """Broken Markdown never raises anything that a caller would not expect."""
    try:
        page = markdown(text)
    except SourceError:
        return
    assert page.title


@given(st.text(max_size=200))
def test_any_text_gives_a_page_or_a_source_error(text: str) -> None:
    """So does any text, and no block is empty."""
    try:
        page = plain(text)
    except SourceError:
        return
    assert all(block.text for block in page.blocks)


def test_deeply_nested_markdown_is_survived() -> None:
    """Thousands of quotes within each other are no way to end a refresh."""
    try:
        markdown("> " * 3000 + "deep")
    except SourceError:
        return


def test_plain_text_keeps_its_structure() -> None:
    """Underlined headings, capitals, lists and wrapped lines are understood."""
    page = plain(
        "Night shift\n===========\n\n"
        "The night shift begins at ten and ends at six in the morning,\nand is paid half more.\n\n"
        "Phone: 0142\nRoom: B4\n\nRULES\n\n- Be there\n- Stay\n  awake\n1) Report\n\n"
        "More\n----\nEnd.\n"
    )
    assert page.title == "Night shift"
    assert [(block.kind.value, block.text, block.marker) for block in page.blocks] == [
        ("heading", "Night shift", ""),
        (
            "paragraph",
            "The night shift begins at ten and ends at six in the morning, and is paid half more.",
            "",
        ),
        ("paragraph", "Phone: 0142", ""),
        ("paragraph", "Room: B4", ""),
        ("heading", "RULES", ""),
        ("item", "Be there", "-"),
        ("item", "Stay awake", "-"),
        ("item", "Report", "1."),
        ("heading", "More", ""),
        ("paragraph", "End.", ""),
    ]


def test_text_in_another_charset_is_read() -> None:
    """A file from an old editor keeps its letters."""
    page = TextParser().parse("Åpent på Øya".encode("cp1252"), address=ADDRESS, media_type="")
    assert page.blocks[0].text == "Åpent på Øya"
