"""`DocxParser`: a Word document becomes a page.

python-docx opens the file and knows its styles and relations; the text is walked in the XML
itself, because python-docx passes over content controls, inserted text and field links.
Source for the element names: ECMA-376, part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx import Document

from adapters.documents.docx_blocks import DocxWriter
from core.domain import Address, Block, BlockKind, Page
from core.errors import SourceError
from core.page_dates import find_published
from core.page_text import clean, title_from_address

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_MAX_UNPACKED_BYTES = 300_000_000
_MAX_XML_BYTES = 40_000_000
"""Of the parts that become trees in memory, which take twenty times as much; a book has two."""
_NO_TITLE = re.compile(
    r"^(?:untitled|title|document\d*$|microsoft word|powerpoint|slide \d"
    r"|.*\.(?:docx?|pdf|indd|pptx?)$)",
    re.IGNORECASE,
)
"""What programs write into a document's title when nobody gave one."""


class DocxParser:
    """Reads Word documents; implements `core.ports.PageParser`."""

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        """Parse a Word document; see `core.ports.PageParser`."""
        del media_type, charset
        document = _open(data)
        writer = DocxWriter(document, address)
        try:
            blocks = tuple(writer.write(document.element.body))
        except (KeyError, ValueError, RecursionError) as error:
            raise SourceError(f"The Word document is damaged ({error!r}). Save it anew.") from error
        if not blocks:
            raise SourceError("The Word document holds no text: there is nothing to index.")
        text = "\n".join(block.text for block in blocks)
        return Page(
            address=address,
            title=_title(document, writer.title, blocks) or title_from_address(address),
            blocks=blocks,
            published=find_published(text),
        )


def _open(data: bytes) -> Any:
    if data.startswith(_OLE_MAGIC):
        raise SourceError(
            "The Word document is encrypted, or of the format before 2007: it cannot be read. "
            "Save it as .docx without a password."
        )
    try:
        size, xml_size = _unpacked_bytes(data)
        is_fine = size <= _MAX_UNPACKED_BYTES and xml_size <= _MAX_XML_BYTES
        document = Document(io.BytesIO(data)) if is_fine else None
    # A damaged package fails in as many ways as it has parts.
    except Exception as error:
        raise SourceError(
            f"The Word document is damaged ({type(error).__name__}). Open and save it in Word."
        ) from error
    if document is None:
        raise SourceError(
            f"The Word document unpacks to {size / 1e6:.0f} MB, too much. Reduce its pictures, or split it."
        )
    return document


def _unpacked_bytes(data: bytes) -> tuple[int, int]:
    """Of all parts, and of those that are XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    xml = (entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    return sum(entry.file_size for entry in entries), sum(entry.file_size for entry in xml)


def _title(document: Any, titled: str, blocks: tuple[Block, ...]) -> str:
    """Choose the paragraph styled as title, the property, or the first heading."""
    if titled:
        return titled
    try:
        stated = clean(document.core_properties.title or "")
    except (KeyError, ValueError):
        stated = ""
    if stated and not _NO_TITLE.match(stated):
        return stated
    return next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
