"""Content-Encoding undone piece by piece, never beyond a limit: a bomb stops where it grows.

For all adapters that read from the web; it knows none of them.
"""

from __future__ import annotations

import zlib

from core.errors import SourceError

ACCEPTED_ENCODINGS = "gzip, deflate"
_PACKED = {"gzip", "x-gzip", "deflate"}
_DETECT_FORMAT = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS
_SHOWN = 20
"""Characters of a strange encoding that are told."""


class TooLarge(Exception):
    """The unpacked body outgrew its limit."""


class Unpacker:
    """Unpacks one body."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        """Prepare for a body.

        Args:
            encoding: The `Content-Encoding` of the answer.
            max_bytes: How large the unpacked body may become.

        Raises:
            SourceError: The encoding is one that was not asked for.
        """
        encoding = encoding.strip().lower()
        if encoding not in _PACKED | {"", "identity"}:
            raise SourceError(
                f"It is sent in encoding {encoding[:_SHOWN]!r}, which was not asked for; it stays "
                "unread."
            )
        self._stream = zlib.decompressobj(_DETECT_FORMAT) if encoding in _PACKED else None
        self._is_first = True
        self._left = max_bytes

    def feed(self, data: bytes) -> bytes:
        """Unpack the next piece.

        Raises:
            TooLarge: The body outgrew its limit.
            SourceError: The packed data is broken.
        """
        unpacked = data if self._stream is None else self._unpack(data)
        self._left -= len(unpacked)
        if self._left < 0:
            raise TooLarge
        return unpacked

    def finish(self) -> None:
        """End the body.

        Raises:
            SourceError: The packed data breaks off.
        """
        if self._stream is not None and not self._stream.eof and not self._is_first:
            raise SourceError("Its packed data breaks off before its end.")

    def _unpack(self, data: bytes) -> bytes:
        assert self._stream is not None
        parts = []
        left = self._left + 1
        while data and left > 0:
            if self._stream.eof:
                # A gzip body may consist of several members, with zeros after each.
                data = data.lstrip(b"\0")
                if not data:
                    break
                self._stream = zlib.decompressobj(_DETECT_FORMAT)
            try:
                part = self._stream.decompress(data, left)
            except zlib.error as error:
                if not self._is_first:
                    raise SourceError(f"Its packed data is broken ({error}).") from error
                # Some servers say `deflate` and mean it without the zlib header.
                self._stream = zlib.decompressobj(_RAW_DEFLATE)
                self._is_first = False
                continue
            self._is_first = False
            parts.append(part)
            left -= len(part)
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return b"".join(parts)
