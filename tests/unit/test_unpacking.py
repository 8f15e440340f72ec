"""Bodies that come packed."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.unpacking import TooLarge, Unpacker
from core.errors import SourceError


def unpacked(encoding: str, pieces: list[bytes], max_bytes: int = 1000) -> bytes:
    unpacker = Unpacker(encoding, max_bytes)
    body = b"".join(map(unpacker.feed, pieces))
    unpacker.finish()
    return body


@given(st.lists(st.binary(max_size=40), max_size=4), st.integers(1, 50), st.booleans())
def test_all_members_are_unpacked(
    parts: list[bytes],
    size: int,
    is_padded: bool,  # noqa: FBT001
) -> None:
    """Wherever the pieces of the body end, and with zeros after each."""
    packed = b"".join(gzip.compress(part) + b"\0" * (3 * is_padded) for part in parts)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert unpacked("gzip", pieces) == b"".join(parts)


def test_a_member_that_breaks_off_is_told() -> None:
    """What came of it is no whole body."""
    with pytest.raises(SourceError, match="breaks off"):
        unpacked("gzip", [gzip.compress(b"a"), gzip.compress(b"b" * 99)[:-9]])


def test_what_follows_the_packed_data_is_refused() -> None:
    """It is neither kept nor passed over."""
    with pytest.raises(SourceError, match="broken"):
        unpacked("gzip", [gzip.compress(b"a"), b"more"])


def test_zeros_without_end_are_not_gathered() -> None:
    """They cost nothing but time."""
    assert unpacked("gzip", [gzip.compress(b"a"), *[b"\0" * 100] * 50], max_bytes=1) == b"a"


def test_deflate_comes_in_two_ways() -> None:
    """With its header and without."""
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert unpacked("deflate", [zlib.compress(b"abc")]) == b"abc"
    assert unpacked("deflate", [raw.compress(b"abc") + raw.flush()]) == b"abc"


def test_a_bomb_stops_where_it_grows() -> None:
    """Before it is unpacked whole."""
    with pytest.raises(TooLarge):
        unpacked("gzip", [gzip.compress(b"a" * 10_000_000)])


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "", "br"]))
def test_any_body_is_survived(data: bytes, encoding: str) -> None:
    """Broken packing is a source error, too much a signal."""
    try:
        unpacker = Unpacker(encoding, 100)
        assert len(unpacker.feed(data)) <= 100
        unpacker.finish()
    except (SourceError, TooLarge):
        return
