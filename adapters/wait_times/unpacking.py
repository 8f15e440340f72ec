"""Gzip undone piece by piece, never beyond a limit: a bomb stops where it grows."""

from __future__ import annotations

import zlib

from core.errors import SourceError

ACCEPTED_ENCODING = "gzip"
_GZIP = zlib.MAX_WBITS | 16


class Unpacker:
    """Gathers one body."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        """Prepare for a body.

        Args:
            encoding: The `Content-Encoding` of the answer.
            max_bytes: How large the unpacked body may become.

        Raises:
            SourceError: The encoding is one that was not asked for.
        """
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", ACCEPTED_ENCODING}:
            raise SourceError(f"came packed as {encoding[:20]!r}, which was not asked for")
        self._stream = zlib.decompressobj(_GZIP) if encoding == ACCEPTED_ENCODING else None
        self._max_bytes = max_bytes
        self._body = bytearray()

    def feed(self, piece: bytes) -> None:
        """Add the next piece.

        Raises:
            SourceError: The body is too large, or its packed data is broken.
        """
        room = self._max_bytes - len(self._body) + 1
        try:
            self._body += piece if self._stream is None else self._stream.decompress(piece, room)
        except zlib.error as error:
            raise SourceError(f"came with broken gzip data ({error})") from error
        if len(self._body) > self._max_bytes:
            raise SourceError(
                f"has more than {self._max_bytes} bytes; if it is the right address, raise "
                "FRONTDESK_WAITS_MAX_MEBIBYTES"
            )

    def body(self) -> bytes:
        """The whole body, at its end.

        Raises:
            SourceError: The packed data breaks off.
        """
        if self._stream is not None and not self._stream.eof:
            raise SourceError("came cut short: its gzip data breaks off")
        return bytes(self._body)
