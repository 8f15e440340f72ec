"""Word documents give headings by style, numbered lists, rows and links, or say why not."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from adapters.documents.docx import DocxParser
from core.domain import Block, BlockKind, Page
from core.errors import SourceError

ADDRESS = "https://files.example.org/policies/leave_policy.docx"


def parse(document: Document) -> Page:
    """Save and parse a document."""
    file = io.BytesIO()
    document.save(file)
    return DocxParser().parse(file.getvalue(), address=ADDRESS, media_type="")


def test_headings_and_lists_come_by_style() -> None:
    """Styles tell what a paragraph is; numbers are counted."""
    document = docx.Document()
    document.add_heading("Leave policy", 0)
    document.add_heading("Annual leave", 1)
    document.add_paragraph("Everybody has some.")
    document.add_paragraph("Ask", style="List Bullet")
    document.add_paragraph("Ann", style="List Bullet 2")
    for step in ("First", "Second"):
        document.add_paragraph(step, style="List Number")
    page = parse(document)
    assert page.title == "Leave policy"
    assert [(block.kind.value, block.text) for block in page.blocks] == [
        ("heading", "Leave policy"),
        ("heading", "Annual leave"),
        ("paragraph", "Everybody has some."),
        ("item", "Ask"),
        ("item", "Ann"),
        ("item", "First"),
        ("item", "Second"),
    ]
    assert [block.marker for block in page.blocks[3:]] == ["-", "-", "1.", "2."]


def test_tables_become_rows() -> None:
    """A bold first row names the columns, and merged cells count in each place."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for column, name in enumerate(("Name", "Role", "Phone")):
        table.cell(0, column).paragraphs[0].add_run(name).bold = True
    for row, values in enumerate((("Ann", "Clerk", "0142"), ("Bo", "", "0143")), 1):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(1, 1).merge(table.cell(2, 1))
    assert [block.text for block in parse(document).blocks] == [
        "Name: Ann | Role: Clerk | Phone: 0142",
        "Name: Bo | Role: Clerk | Phone: 0143",
    ]


def test_links_are_written_out() -> None:
    """Hyperlinks keep their targets, also those that old versions wrote as fields."""
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    relation = document.part.relate_to(
        "forms/leave.html", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), relation)
    hyperlink.append(paragraph.add_run("the form")._r)
    paragraph._p.append(hyperlink)
    field = document.add_paragraph("Write ")
    for kind, instruction, text in (
        ("begin", "", ""),
        ("", ' HYPERLINK "mailto:ann@x.example.org" ', ""),
        ("separate", "", ""),
        ("", "", "Ann"),
        ("end", "", ""),
    ):
        run = field.add_run(text)._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
        if instruction:
            words = OxmlElement("w:instrText")
            words.text = instruction
            run.append(words)
    assert [block.text for block in parse(document).blocks] == [
        "See [the form](https://files.example.org/policies/forms/leave.html)",
        "Write Ann (ann@x.example.org)",
    ]


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    """Tracked changes are read as accepted; content controls are read."""
    document = docx.Document()
    paragraph = document.add_paragraph("The desk is ")
    for name, words in (("w:del", "closed"), ("w:ins", "open")):
        change = OxmlElement(name)
        change.append(paragraph.add_run(words)._r)
        paragraph._p.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    content.append(document.add_paragraph("Controlled")._p)
    control.append(content)
    document.element.body.insert(1, control)
    assert [block.text for block in parse(document).blocks] == ["The desk is open", "Controlled"]


def test_a_frame_of_one_cell_is_unwrapped() -> None:
    """A box around text is no table."""
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Boxed"
    assert parse(document).blocks == (Block(BlockKind.PARAGRAPH, "Boxed"),)


def test_titles_fall_back() -> None:
    """Property, first heading, file name, in this order; made-up properties are passed over."""
    document = docx.Document()
    document.add_heading("First", 1)
    document.core_properties.title = "Document1"
    assert parse(document).title == "First"
    document.core_properties.title = "The policy"
    assert parse(document).title == "The policy"
    document = docx.Document()
    document.add_paragraph("Text")
    assert parse(document).title == "Leave policy"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    """Encrypted and broken documents are refused with a cure."""
    with pytest.raises(SourceError, match=reason):
        DocxParser().parse(data, address=ADDRESS, media_type="")


def test_a_bomb_is_not_unpacked() -> None:
    """A document that unpacks to hundreds of megabytes is refused unread."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(310):
            entry.write(b" " * 1_000_000)
    with pytest.raises(SourceError, match="too much"):
        DocxParser().parse(file.getvalue(), address=ADDRESS, media_type="")


def test_an_empty_document_is_refused() -> None:
    """Nothing to index is an error, not an empty page."""
    with pytest.raises(SourceError, match="no text"):
        parse(docx.Document())
