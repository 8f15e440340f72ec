"""Pages are cut along their headings, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chunking import (
    PassageLimits,
    chunk,
    is_superseded,
    superseded_pages,
    units,
    without_furniture,
)
from core.domain import Block, BlockKind, Page

LIMITS = PassageLimits(max_tokens=60, count_tokens=lambda text: len(text.split()))


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def item(text: str) -> Block:
    return Block(BlockKind.ITEM, text, marker="-")


def page(*blocks: Block, address: str = "https://n.example.org/a", title: str = "Title") -> Page:
    return Page(address, title, blocks)


def test_a_passage_never_crosses_a_heading() -> None:
    """Each section is its own passage and knows its headings."""
    made = chunk(
        page(
            paragraph("intro"),
            heading("One"),
            paragraph("a"),
            heading("Deep", 3),
            paragraph("b"),
            heading("Two"),
            paragraph("c"),
        ),
        LIMITS,
    )
    assert [passage.heading_path for passage in made] == [(), ("One",), ("One", "Deep"), ("Two",)]
    assert [passage.text for passage in made] == ["intro", "a", "b", "c"]


def test_a_long_section_becomes_several_passages_within_the_limit() -> None:
    """Blocks are packed up to the embedder's limit."""
    made = chunk(page(*[paragraph("word " * 20 + f"{number}.") for number in range(9)]), LIMITS)
    assert len(made) > 3
    assert all(LIMITS.count_tokens(passage.text) <= LIMITS.max_tokens for passage in made)
    assert [passage.ordinal for passage in made] == list(range(len(made)))


def test_a_lead_in_stays_with_its_list() -> None:
    """`You need:` is worth nothing without what is needed."""
    made = chunk(
        page(paragraph("word " * 45), paragraph("You need:"), item("a " * 8), item("b " * 8)),
        LIMITS,
    )
    assert made[1].blocks[0].text == "You need:"


blocks = st.lists(
    st.builds(
        Block,
        kind=st.sampled_from(
            [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING]
        ),
        text=st.text(alphabet="ab. |\n", min_size=1, max_size=400),
        level=st.integers(1, 6),
    ),
    max_size=12,
)


@given(blocks)
def test_no_text_is_lost(made: list[Block]) -> None:
    """All passages together hold the page's text, headings aside."""
    passages = chunk(page(*made), LIMITS)
    said = "".join(block.text for passage in passages for block in passage.blocks)
    wanted = "".join(block.text for block in made if block.kind is not BlockKind.HEADING)

    def squeezed(text: str) -> str:
        return "".join(text.replace("|", " ").split())

    assert squeezed(said) == squeezed(wanted)


def test_rows_and_items_are_units_and_paragraphs_are_cut_into_sentences() -> None:
    """What can be quoted is a sentence, an item or a row."""
    assert units(paragraph("One is here. Two is there.")) == ["One is here.", "Two is there."]
    assert units(item("One is here. Two is there.")) == ["One is here. Two is there."]


def test_furniture_stays_on_one_page_only() -> None:
    """A footer that stands on every page is kept once, so that it can still be asked for."""
    pages = [
        page(
            paragraph(f"own {number}"),
            paragraph("Switchboard 403-555-0100"),
            address=f"https://n.example.org/p{number:02}",
        )
        for number in range(10)
    ]
    cleaned = list(
        without_furniture(
            [*pages, page(paragraph("Switchboard 403-555-0100"), address="https://n.example.org/")]
        )
    )
    keeping = [
        made.address
        for made in cleaned
        if any("Switchboard" in block.text for block in made.blocks)
    ]
    assert keeping == ["https://n.example.org/"]
    assert all(made.blocks[0].text.startswith("own") for made in cleaned[:10])


def test_pages_say_that_they_are_superseded() -> None:
    """Address, title or first words tell an archived page."""
    assert is_superseded(page(paragraph("x"), address="https://n.example.org/archive/a"))
    assert is_superseded(page(paragraph("x"), title="Parking rates (archived)"))
    assert is_superseded(page(paragraph("This page has been replaced by the new guide.")))
    assert is_superseded(page(paragraph("SUPERSEDED on 1 May. See the new policy.")))


def test_pages_about_archives_are_current() -> None:
    """A page on how records are archived is not itself archived."""
    assert not is_superseded(
        page(
            paragraph("Records that have expired are sent to storage by the clerk."),
            title="Keeping records",
        )
    )
    assert not is_superseded(
        page(paragraph("Lost badges are replaced by Security within two days."))
    )


def test_of_several_editions_only_the_newest_is_current() -> None:
    """Pages that differ in nothing but their year are editions of one."""
    made = [
        page(paragraph("x"), address=f"https://n.example.org/rates-{year}", title=f"Rates {year}")
        for year in (2023, 2025, 2024)
    ]
    assert superseded_pages(made) == {made[0].address, made[2].address}


def test_a_page_with_a_year_of_its_own_is_current() -> None:
    """A year in a title alone tells nothing."""
    made = [page(paragraph("x"), address="https://n.example.org/plan-2019", title="Plan 2019")]
    assert superseded_pages(made) == frozenset()


@pytest.mark.parametrize("text", ["a" * 300_000, "word " * 60_000, "1,2,3;" * 50_000])
def test_text_without_sentences_is_cut_all_the_same(text: str) -> None:
    """However long: no passage is huge, nothing is lost, and it takes no minutes."""
    made = chunk(page(paragraph(text.strip())), LIMITS)
    assert max(len(block.text) for passage in made for block in passage.blocks) <= 60 * 16
    joined = "".join(block.text for passage in made for block in passage.blocks)
    assert joined.replace(" ", "") == text.replace(" ", "")
