"""The crawler's parts: rules, directives, sitemaps, unpacking, pace."""

import asyncio
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.website.directives import read_directives
from adapters.website.pacing import MAX_CRAWL_DELAY_SECONDS, HostPace
from adapters.website.rules import CrawlRules, Gatekeeper
from adapters.website.sitemaps import parse_sitemap
from core.errors import SourceError
from tests.fakes.crawling import Waiting

START = "https://x.example.org/"
MAP = f"{START}sitemap.xml"


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        (START, True),
        ("https://x.example.org/staff/a", True),
        ("https://docs.example.org/staff/a", True),
        ("https://docs.example.org:8443/staff/a", False),
        ("https://y.example.org/staff/a", False),
        ("https://x.example.org.evil.example/staff/a", False),
        ("https://x.example.org/staff/a?sort=name", False),
        ("https://x.example.org/staff/logo.PNG", False),
        ("https://x.example.org/news", False),
    ],
)
def test_rules_decide_by_host_and_path(address: str, is_allowed: bool) -> None:  # noqa: FBT001
    """A host must match as a whole, a path its patterns; deny is stronger."""
    rules = CrawlRules(
        start_addresses=(START,),
        allowed_hosts=frozenset({"docs.example.org"}),
        allow=("/staff/*",),
        deny=("*?sort=*",),
    )
    assert Gatekeeper(rules).allows(address) is is_allowed


def test_the_fingerprint_tells_rules_apart() -> None:
    """What a walk finds depends on patterns and parsers, not on politeness."""
    rules = CrawlRules(start_addresses=(START,))
    slow = CrawlRules(start_addresses=(START,), delay_seconds=9)
    other = CrawlRules(start_addresses=(START,), deny=("/a",))
    prints = [Gatekeeper(r).fingerprint("1") for r in (rules, slow, other)]
    assert prints[0] == prints[1] != prints[2]
    assert Gatekeeper(rules).fingerprint("2") != prints[0]


def test_directives_are_read() -> None:
    """Links of menus, frames and refreshes count; those marked nofollow do not."""
    html = (
        '<base href="/b/"><link rel="canonical" href="/c"><meta name="ROBOTS" content="noindex">'
        '<meta http-equiv="refresh" content="0; url=/next"><nav><a href="one">1</a></nav>'
        '<a rel="nofollow" href="two">2</a><a href="#x">x</a><iframe src="/frame"></iframe>'
    )
    directives = read_directives(html.encode(), address=f"{START}a/page")
    assert directives.links == (f"{START}b/one", f"{START}frame", f"{START}next")
    assert directives.canonical == f"{START}c"
    assert directives.noindex


def test_sitemaps_of_every_kind_are_read() -> None:
    """XML with and without namespace, packed, and plain lists."""
    xml = f"<urlset><url><loc> {START}a </loc></url></urlset>".encode()
    for data in (xml, gzip.compress(xml), f"{START}a\n".encode()):
        assert parse_sitemap(data, address=MAP, max_bytes=10_000).pages == (f"{START}a",)


def test_a_sitemap_expands_no_entities() -> None:
    """Neither files nor laughs come out of an entity."""
    xml = (
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f"<urlset><url><loc>{START}&f;&b;</loc></url><url><loc>{START}a</loc></url></urlset>"
    )
    pages = parse_sitemap(xml.encode(), address=MAP, max_bytes=10_000).pages
    assert f"{START}a" in pages
    assert not any("root" in page or "aaa" in page for page in pages)


@given(st.binary(max_size=200))
def test_any_sitemap_is_survived(data: bytes) -> None:
    """Nonsense is a source error or nothing."""
    try:
        parse_sitemap(data, address=MAP, max_bytes=1000)
    except SourceError:
        return


async def test_the_pace_keeps_delay_and_pause() -> None:
    """Starts are spaced, a pause holds all back, a robots.txt cannot stop the walk for days."""
    waiting = Waiting()
    pace = HostPace(concurrency=2, delay_seconds=1, clock=waiting.clock, sleep=waiting.sleep)
    for _ in range(3):
        async with pace.turn():
            pass
    assert waiting.now == 2
    pace.pause(10)
    async with pace.turn():
        pass
    assert waiting.now == 12
    pace.slow_down(86_400)
    for _ in range(2):
        async with pace.turn():
            pass
    assert waiting.now <= 13 + MAX_CRAWL_DELAY_SECONDS


async def test_the_pace_bounds_what_is_under_way() -> None:
    """No more than a few requests to one host at a time."""
    waiting = Waiting()
    pace = HostPace(concurrency=2, delay_seconds=0, clock=waiting.clock, sleep=waiting.sleep)
    now, most = 0, 0

    async def ask() -> None:
        nonlocal now, most
        async with pace.turn():
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    await asyncio.gather(*(ask() for _ in range(8)))
    assert most == 2
