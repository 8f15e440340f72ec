"""`PdfParser`: a PDF with a text layer becomes a page."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from adapters.documents.pdf_blocks import blocks_of, largest_heading, without_furniture
from adapters.documents.pdf_lines import Line, add_links, collect_pieces, lines_of
from core.domain import Address, Page
from core.errors import SourceError
from core.page_dates import find_published
from core.page_text import clean, title_from_address

_NO_TITLE = re.compile(
    r"^(?:untitled|title|microsoft word|powerpoint|slide \d|presentation|print|layout \d"
    r"|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|tex|dvi|fm)$|\W*$)",
    re.IGNORECASE,
)
"""What programs write into a document's title when nobody gave one."""
_FEWEST_CHARACTERS = 20
"""A file with less text than this is a scan."""

# pypdf tells each oddity of a file; what matters becomes an error or is in the text.
logging.getLogger("pypdf").setLevel(logging.ERROR)


class _TimeUp(Exception):
    """The time for one file is over."""


class PdfParser:
    """Reads PDFs; implements `core.ports.PageParser`."""

    def __init__(
        self,
        *,
        max_pages: int = 1_000,
        timeout_seconds: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Set limits.

        Args:
            max_pages: Of one file; a longer one is refused.
            timeout_seconds: For one file; looked at between two drawing operations.
            clock: Seconds from any fixed moment.
        """
        self._max_pages = max_pages
        self._timeout_seconds = timeout_seconds
        self._clock = clock

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        """Parse a PDF; see `core.ports.PageParser`."""
        del media_type, charset
        try:
            return self._parse(data, address)
        except _TimeUp:
            raise SourceError(
                f"The PDF takes more than {self._timeout_seconds:g} s to read. Split it."
            ) from None
        except SourceError:
            raise
        except RecursionError as error:
            raise SourceError("The PDF is nested too deep to be read. Print it anew.") from error
        # pypdf meets broken files with errors of every kind, not only its own.
        except Exception as error:
            cause = str(error) if isinstance(error, PyPdfError) else type(error).__name__
            raise SourceError(f"The PDF is damaged ({cause}). Print it to PDF anew.") from error

    def _parse(self, data: bytes, address: Address) -> Page:
        deadline = self._clock() + self._timeout_seconds

        def check_time() -> None:
            if self._clock() > deadline:
                raise _TimeUp

        reader = self._open(data)
        pages = [self._lines(page, number, check_time) for number, page in enumerate(reader.pages)]
        heights = [float(page.mediabox.top) for page in reader.pages]
        lines = without_furniture(pages, heights)
        if sum(len(line.text) for line in lines) < _FEWEST_CHARACTERS:
            raise SourceError(
                f"The PDF has no text layer: its {len(pages)} pages seem to be scanned pictures. "
                "Run text recognition (OCR) over it, then it can be read."
            )
        text = "\n".join(line.text for page in pages for line in page)
        return Page(
            address=address,
            title=_title(reader, lines) or title_from_address(address),
            blocks=tuple(blocks_of(lines)),
            published=find_published(text),
        )

    def _open(self, data: bytes) -> PdfReader:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(
                "The PDF is encrypted with a password: it cannot be read. Save it without one."
            )
        count = len(reader.pages)
        if count > self._max_pages:
            raise SourceError(
                f"The PDF has {count} pages, beyond the limit of {self._max_pages}. Split it."
            )
        return reader

    def _lines(self, page: Any, number: int, check_time: Callable[[], None]) -> list[Line]:
        lines = lines_of(collect_pieces(page, check_time), number)
        try:
            return add_links(lines, page)
        except (AttributeError, TypeError, ValueError, PyPdfError):
            # Links are a bonus; text that is whole is not given up for a broken one.
            return lines


def _title(reader: PdfReader, lines: list[Line]) -> str:
    try:
        stated = clean(str((reader.metadata and reader.metadata.title) or ""))
    except (PyPdfError, ValueError, TypeError):
        stated = ""
    if stated and not _NO_TITLE.match(stated):
        return stated
    return largest_heading(lines)
