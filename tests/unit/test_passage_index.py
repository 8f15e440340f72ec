"""The index finds what a question is about."""

from pathlib import Path

import pytest

from core.domain import Block, BlockKind, Findings, Passage, Query
from core.engine.index_store import SnapshotIndexStore
from core.engine.passage_index import PassageIndex
from core.engine.snapshot import SnapshotFolder
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.embeddings import FakeEmbeddingCache


def passage(title: str, *texts: str, superseded: bool = False, heading: str = "") -> Passage:
    address = f"https://n.example.org/{title.lower().replace(' ', '-')}"
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Passage(address, title, (heading,) if heading else (), blocks, superseded=superseded)


CAFETERIA = passage("Cafeteria", "The cafeteria opens at 7:00. It closes at 19:00.")
PARKING = passage("Staff parking", "A parking permit costs $44 a month.")
OLD_PARKING = passage(
    "Staff parking (archived)", "A parking permit costs $36 a month.", superseded=True
)
LIBRARY = passage("Library", "Books are lent for 28 days.", heading="Loan period")
FILLER = [passage(f"Topic {number}", f"Filler about subject{number}.") for number in range(12)]
ALL = [OLD_PARKING, CAFETERIA, PARKING, LIBRARY, *FILLER]


@pytest.fixture
async def index(tmp_path: Path) -> PassageIndex:
    """A small finished index."""
    embedder = FakeEmbedder(common_words=["borrow"])
    folder = SnapshotFolder(tmp_path)
    store = SnapshotIndexStore(folder=folder, embedder=embedder, cache=FakeEmbeddingCache(), keep=2)
    await store.publish(ALL, pages=len(ALL), fingerprint="x", progress=lambda *_: None)
    current = folder.current()
    assert current is not None
    return PassageIndex(folder=current, embedder=embedder)


def titles(findings: Findings) -> list[str]:
    return [piece.passage.title for piece in findings.evidence]


def test_the_passage_with_the_words_comes_first(index: PassageIndex) -> None:
    """Vectors and words agree."""
    assert titles(index.find(Query("when does the cafeteria open")))[0] == "Cafeteria"


def test_current_pages_come_before_archived_ones(index: PassageIndex) -> None:
    """What is out of date loses to what replaced it."""
    assert titles(index.find(Query("parking permit cost")))[:2] == [
        "Staff parking",
        "Staff parking (archived)",
    ]


def test_the_archive_can_be_asked_for(index: PassageIndex) -> None:
    """Someone who wants the old page gets it."""
    assert (
        titles(index.find(Query("archived parking permit cost")))[0] == "Staff parking (archived)"
    )


def test_spelling_is_mended_with_the_words_of_the_pages(index: PassageIndex) -> None:
    """A word that neither pages nor language know is taken for the nearest that the pages use."""
    findings = index.find(Query("cafetaria opning"))
    assert "cafeteria" in findings.text
    assert titles(findings)[0] == "Cafeteria"


def test_right_words_are_left_alone(index: PassageIndex) -> None:
    """A word that the language knows is not turned into another."""
    assert index.find(Query("can I borrow books")).text == "can I borrow books"


def test_what_the_conversation_is_about_helps(index: PassageIndex) -> None:
    """A fragment is found with the topic that it leans on."""
    findings = index.find(Query("and when does it close", context="cafeteria hours"))
    assert titles(findings)[0] == "Cafeteria"
    assert {term.word for term in findings.terms if term.carried} == {"cafeteria", "hours"}


def test_unknown_words_are_marked(index: PassageIndex) -> None:
    """The judgement must know which words stand nowhere."""
    terms = {term.word: term.known for term in index.find(Query("cafeteria xylophones")).terms}
    assert terms == {"cafeteria": True, "xylophones": False}


def test_no_more_than_wanted(index: PassageIndex) -> None:
    """The limit holds."""
    assert len(index.find(Query("parking cafeteria library books", limit=2)).evidence) == 2


def test_a_question_without_meaning_finds_without_failing(index: PassageIndex) -> None:
    """Only stop words: nothing is known, nothing breaks."""
    assert index.find(Query("what is it")).terms == ()


def test_an_example_question_can_be_answered(index: PassageIndex) -> None:
    """Whoever starts the desk is shown a question about its own pages."""
    assert all(index.find(Query(question)).evidence for question in index.example_questions(3))
