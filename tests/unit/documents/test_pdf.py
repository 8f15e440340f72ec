"""PDFs give headings, paragraphs, items and rows, or say why not."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from adapters.documents.pdf import PdfParser
from core.domain import BlockKind, Page
from core.errors import SourceError

ADDRESS = "https://files.example.org/policies/leave_policy.pdf"
STYLES = getSampleStyleSheet()
PROSE = (
    "Employees of the service are entitled to twenty-five days of leave in a year, and those who "
    "work at night to three more, which are to be taken within the same year wherever possible."
)
WORDS = ("One.", "Now two, for once.", "Three has no end.", "Four")
PHONES = [["Name", "Role", "Extension"], ["Ann Lee", "Clerk", "0142"], ["Bo Ek", "Porter", "0143"]]


def parse(data: bytes) -> Page:
    """Parse a PDF."""
    return PdfParser().parse(data, address=ADDRESS, media_type="application/pdf")


def build(
    *story: object,
    title: str = "",
    edges: Callable[[Canvas, SimpleDocTemplate], None] | None = None,
) -> bytes:
    """Typeset a PDF."""
    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=A4, title=title)
    nothing = lambda canvas, document: None  # noqa: E731
    document.build(list(story), onFirstPage=edges or nothing, onLaterPages=edges or nothing)
    return file.getvalue()


def text(words: str, style: str = "BodyText") -> Paragraph:
    """Typeset a paragraph."""
    return Paragraph(words, STYLES[style])


def test_headings_paragraphs_and_items_are_told_apart() -> None:
    """Size and weight make headings; lines are joined to paragraphs; bullets make items."""
    page = parse(
        build(
            text("Leave policy", "Title"),
            text("Annual leave", "Heading2"),
            text(PROSE),
            text("It is asked for in writing."),
            ListFlowable([text("Ask your manager"), text("Fill in the form")], bulletType="bullet"),
            ListFlowable(
                [text("First step"), text("Second step")], bulletType="1", bulletFormat="%s."
            ),
        )
    )
    assert page.title == "Leave policy"
    assert [block.kind for block in page.blocks[:4]] == [
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
    assert page.blocks[2].text == PROSE
    items = [block for block in page.blocks if block.kind is BlockKind.ITEM]
    assert [(item.marker, item.text) for item in items] == [
        ("-", "Ask your manager"),
        ("-", "Fill in the form"),
        ("1.", "First step"),
        ("2.", "Second step"),
    ]


def test_tables_keep_their_column_names() -> None:
    """A table of a PDF reads like one of a web page."""
    style = TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)])
    page = parse(build(text(PROSE), Table(PHONES, style=style), Spacer(1, 12), text("After it.")))
    rows = [block.text for block in page.blocks if block.kind is BlockKind.ROW]
    assert rows == [
        "Name: Ann Lee | Role: Clerk | Extension: 0142",
        "Name: Bo Ek | Role: Porter | Extension: 0143",
    ]
    assert page.blocks[-1].text == "After it."


def test_running_headers_and_page_numbers_are_dropped() -> None:
    """What every page repeats is furniture."""

    def edges(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(72, 810, "Leave policy, version 3, internal")
        canvas.drawString(280, 30, f"Page {document.page} of 4")

    pages = [part for word in WORDS for part in (text(f"{word} {PROSE}"), PageBreak())]
    page = parse(build(*pages, edges=edges))
    assert len(page.blocks) == 4
    assert all(PROSE in block.text for block in page.blocks)


def test_hyphenated_words_are_mended() -> None:
    """A word parted at a line's end is whole again; a compound keeps its hyphen."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    lines = [
        "Everybody who works here may ask for the reim-",
        "bursement of travel and of follow-",
        "up visits; a follow-up visit is always paid.",
    ]
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    assert parse(file.getvalue()).blocks[0].text == (
        "Everybody who works here may ask for the reimbursement of travel and of follow-up visits; "
        "a follow-up visit is always paid."
    )


def test_columns_are_read_one_after_the_other() -> None:
    """Two columns of text are not read across."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for column, word in ((72, "left"), (320, "right")):
        for number in range(25):
            canvas.drawString(column, 750 - 14 * number, f"the {word} column goes on here")
    canvas.save()
    told = " ".join(block.text for block in parse(file.getvalue()).blocks)
    assert told.index("right") > told.rindex("left")


def test_targets_of_links_are_kept() -> None:
    """An address that only a click would show is written out."""
    page = parse(build(text(f'{PROSE} <a href="mailto:ann.lee@x.example.org">Ann Lee</a>')))
    assert "ann.lee@x.example.org" in page.blocks[0].text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The leave policy", "The leave policy"),
        ("Microsoft Word - draft.doc", "Leave"),
        ("untitled", "Leave"),
    ],
)
def test_the_title_is_sensible(title: str, expected: str) -> None:
    """A title that a program made up is passed over for the first large heading."""
    assert parse(build(text("Leave", "Title"), text(PROSE), title=title)).title == expected


def test_the_file_name_is_the_last_resort() -> None:
    """A PDF without title and headings is called by its file."""
    assert parse(build(text(PROSE), title="untitled")).title == "Leave policy"


def test_the_date_in_the_text_wins() -> None:
    """A date that the text gives counts more than when the file was made."""
    assert parse(build(text(f"{PROSE} Effective 2026-01-01."))).published == "2026-01-01"


def encrypted(password: str) -> bytes:
    """Encrypt a PDF."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(build(text(PROSE)))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_an_encrypted_pdf_is_refused_with_a_cure() -> None:
    """A password is asked of the owner, not guessed."""
    with pytest.raises(SourceError, match=r"encrypted.*Save it without one"):
        parse(encrypted("secret"))


def test_an_empty_password_opens() -> None:
    """A PDF that only restricts printing is read."""
    assert parse(encrypted("")).blocks[0].text == PROSE


def test_a_scan_is_refused_with_a_cure() -> None:
    """Pages without text ask for text recognition."""
    with pytest.raises(SourceError, match="OCR"):
        parse(build(Spacer(1, 1), PageBreak(), Spacer(1, 1)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\nnonsense" * 50, b"not a pdf"])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    """Damage is told, not thrown about."""
    with pytest.raises(SourceError, match="damaged"):
        parse(data)


def test_a_pdf_cut_short_gives_a_page_or_an_error() -> None:
    """Whatever part of a file arrives, nothing unexpected is raised."""
    whole = build(text("Leave", "Title"), text(PROSE), Table(PHONES))
    for end in range(100, len(whole), len(whole) // 12):
        try:
            parse(whole[:end])
        except SourceError:
            continue


def test_time_and_pages_are_limited() -> None:
    """A file that takes too long or is too long is refused by name of the limit."""
    data = build(text(PROSE), PageBreak(), text(PROSE))
    with pytest.raises(SourceError, match="limit of 1"):
        PdfParser(max_pages=1).parse(data, address=ADDRESS, media_type="")
    ticks = iter(range(10_000))
    with pytest.raises(SourceError, match="more than 5 s"):
        PdfParser(timeout_seconds=5, clock=lambda: float(next(ticks))).parse(
            data, address=ADDRESS, media_type=""
        )
