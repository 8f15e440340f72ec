"""A site that is down, slow, endless, lying or hostile costs a failure, never the walk."""

import asyncio
import gzip
import io
import resource
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from adapters.documents.pdf import PdfParser
from adapters.website.html import HtmlParser
from adapters.website.rules import CrawlRules, Gatekeeper
from core.errors import SettingsError
from core.media_types import HTML, PDF
from tests.fakes.crawling import Waiting, done, failures, gone, source_of, titles, versions, walk
from tests.fakes.local_site import Handler, LocalSite, page, serve

MEGABYTE = 1_000_000


async def test_a_site_that_is_down_is_one_failure() -> None:
    """Nobody listens: one failure at the start, and nothing is concluded."""
    async with serve({}) as site:
        root = site.root
    known = versions([])
    events = await walk(source_of(LocalSite(root=root)), known)
    assert list(failures(events)) == [f"{root}/"]
    assert "is down" in done(events).reason
    assert len(events) == 2


async def test_a_broken_robots_txt_means_down() -> None:
    """Without knowing what is allowed nothing is read."""

    async def broken(request: web.Request) -> web.Response:
        return web.Response(status=503)

    async with serve({"/": page("Home"), "/robots.txt": broken}) as site:
        events = await walk(source_of(site))
        assert site.paths() == []
        assert "503" in done(events).reason


async def test_a_site_that_dies_on_the_way_stops_the_walk() -> None:
    """A few failures in a row are enough: hundreds of pages are not tried one by one."""

    async def dead(request: web.Request) -> web.Response:
        return web.Response(status=503)

    names = [f"/{n}" for n in range(200)]
    routes = {"/": page("Home", *names), **dict.fromkeys(names, dead)}
    async with serve(routes) as site:
        events = await walk(source_of(site))
        assert len(failures(events)) < 12
        assert not done(events).complete
        assert "stopped answering" in done(events).reason


async def test_a_broken_page_is_not_a_dead_site() -> None:
    """Many pages that answer 500 do not end the walk."""

    async def broken(request: web.Request) -> web.Response:
        return web.Response(status=500)

    names = [f"/{n}" for n in range(12)]
    async with serve({"/": page("Home", *names), **dict.fromkeys(names, broken)}) as site:
        events = await walk(source_of(site))
        assert len(failures(events)) == 12
        assert done(events).complete


async def test_a_passing_failure_is_tried_again() -> None:
    """A page that answers at the third time is read."""
    attempts = iter((503, 502))

    async def shaky(request: web.Request) -> web.Response:
        if status := next(attempts, 0):
            return web.Response(status=status)
        return web.Response(text=page("Shaky"), content_type="text/html")

    async with serve({"/": shaky}) as site:
        assert titles(await walk(source_of(site))) == {"Shaky"}


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_retry_after_is_honoured(form: str) -> None:
    """A busy server is given the time that it asks for."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
    answers = iter(("7" if form == "seconds" else later,))

    async def busy(request: web.Request) -> web.Response:
        if wait := next(answers, ""):
            return web.Response(status=429, headers={"Retry-After": wait})
        return web.Response(text=page("Busy"), content_type="text/html")

    waiting = Waiting()
    async with serve({"/": busy}) as site:
        assert titles(await walk(source_of(site, waiting))) == {"Busy"}
        assert 5.0 < max(waiting.slept) <= 8.0


async def test_an_hour_is_not_waited() -> None:
    """A server that asks for too long a pause is left alone."""

    async def busy(request: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "3600"})

    waiting = Waiting()
    async with serve({"/": busy}) as site:
        events = await walk(source_of(site, waiting))
        assert "asks to wait 3600 s" in failures(events)[f"{site.root}/"]
        assert waiting.now < 60


async def test_a_silent_server_is_given_up() -> None:
    """No answer within the time limit is a failure that says so."""

    async def silent(request: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    async with serve({"/": page("Home", "/slow"), "/slow": silent}) as site:
        events = await walk(source_of(site, timeout_seconds=0.1))
        assert "did not answer within 0.1 s" in failures(events)[f"{site.root}/slow"]
        assert titles(events) == {"Home"}


async def test_an_endless_stream_ends() -> None:
    """A trickle that never pauses long enough to time out is cut by the total."""

    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<p>more</p>")
            await asyncio.sleep(0.05)
        return response

    async with serve({"/": page("Home", "/drip"), "/drip": trickle}) as site:
        events = await walk(source_of(site, page_timeout_seconds=0.3))
        assert "did not end within 0.3 s" in failures(events)[f"{site.root}/drip"]


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_huge_page_is_not_read(is_told: bool) -> None:  # noqa: FBT001 - a parameter
    """300 MB are refused by their length, or as soon as they outgrow the limit."""
    sent = 0

    async def huge(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        if is_told:
            response.content_length = 300 * MEGABYTE
        await response.prepare(request)
        for _ in range(300):
            await response.write(b"x" * MEGABYTE)
            sent += MEGABYTE
        return response

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with serve({"/": page("Home", "/huge"), "/huge": huge}) as site:
        events = await walk(source_of(site, max_bytes=5 * MEGABYTE))
        assert "limit of 5 MB" in failures(events)[f"{site.root}/huge"]
    assert sent < 100 * MEGABYTE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_packed_bomb_stops_where_it_grows(encoding: str) -> None:
    """A small body that unpacks to 400 MB is never unpacked beyond the limit."""
    chunks = b"0" * (4 * MEGABYTE)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    body = b"".join(packer.compress(chunks) for _ in range(100)) + packer.flush()

    async def bomb(request: web.Request) -> web.Response:
        return web.Response(
            body=body, content_type="text/html", headers={"Content-Encoding": encoding}
        )

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with serve({"/": page("Home", "/bomb"), "/bomb": bomb}) as site:
        events = await walk(source_of(site, max_bytes=5 * MEGABYTE))
        assert "limit of 5 MB" in failures(events)[f"{site.root}/bomb"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


async def test_packed_pages_are_unpacked() -> None:
    """gzip, zlib and raw deflate are read, whatever the header calls them; nonsense fails."""
    text = page("Packed").encode()
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)

    def answering(body: bytes, encoding: str) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            headers = {"Content-Encoding": encoding}
            return web.Response(body=body, content_type="text/html", headers=headers)

        return answer

    routes = {
        "/": page("Home", "/gzip", "/zlib", "/raw", "/broken", "/odd"),
        "/gzip": answering(gzip.compress(text.replace(b"Packed", b"One")), "gzip"),
        "/zlib": answering(zlib.compress(text.replace(b"Packed", b"Two")), "deflate"),
        "/raw": answering(raw.compress(text) + raw.flush(), "deflate"),
        "/broken": answering(gzip.compress(text)[:40] + b"\0" * 40, "gzip"),
        "/odd": answering(text, "br"),
    }
    async with serve(routes) as site:
        events = await walk(source_of(site))
        assert titles(events) == {"Home", "One", "Two", "Packed"}
        assert set(failures(events)) == {f"{site.root}/broken", f"{site.root}/odd"}


@pytest.mark.parametrize(("actual", "declared"), [("latin-1", "utf-8"), ("utf-8", "latin-1")])
async def test_a_lying_charset_is_seen_through(actual: str, declared: str) -> None:
    """Names keep their letters whatever the server says."""

    async def lying(request: web.Request) -> web.Response:
        body = page("Sjúkrahús á Øya").encode(actual)
        return web.Response(body=body, headers={"Content-Type": f"text/html; charset={declared}"})

    async with serve({"/": lying}) as site:
        assert titles(await walk(source_of(site))) == {"Sjúkrahús á Øya"}


async def test_a_redirect_loop_is_told() -> None:
    """A circle ends with a failure that shows it."""

    async def there(request: web.Request) -> web.Response:
        raise web.HTTPFound("/back")

    async def back(request: web.Request) -> web.Response:
        raise web.HTTPFound("/there")

    async with serve({"/": page("Home", "/there"), "/there": there, "/back": back}) as site:
        events = await walk(source_of(site))
        assert "circle" in failures(events)[f"{site.root}/there"]
        assert len(site.paths()) < 8


async def test_endless_redirects_end() -> None:
    """A chain of ever new addresses is cut after ten."""

    async def onward(request: web.Request) -> web.Response:
        raise web.HTTPFound(f"/on?{int(request.query_string or 0) + 1}")

    async with serve({"/": page("Home", "/on"), "/on": onward}) as site:
        events = await walk(source_of(site))
        assert "too often" in failures(events)[f"{site.root}/on"]
        assert len(site.paths()) == 12


async def test_a_redirect_to_another_host_is_not_followed() -> None:
    """Neither the request nor the headers reach a host that is not allowed."""
    async with serve({"/": page("Elsewhere")}) as stranger:

        async def away(request: web.Request) -> web.Response:
            raise web.HTTPFound(f"{stranger.root}/")

        async with serve({"/": page("Home", "/away"), "/away": away}) as site:
            events = await walk(source_of(site, headers={"Authorization": "Bearer secret"}))
            assert titles(events) == {"Home"}
            assert all("Authorization" in headers for _, headers in site.asked)
        assert stranger.asked == []


def test_headers_stay_with_their_hosts_and_off_the_open_wire() -> None:
    """Headers of a site read by https are sent neither by http nor to others, nor shown."""
    rules = CrawlRules(start_addresses=("https://x.example.org/",), headers={"Cookie": "secret"})
    gatekeeper = Gatekeeper(rules)
    assert gatekeeper.headers_for("https://x.example.org/a") == {"Cookie": "secret"}
    assert gatekeeper.headers_for("http://x.example.org/a") == {}
    assert gatekeeper.headers_for("https://x.example.org.evil.example/a") == {}
    assert "secret" not in repr(rules)


async def test_a_known_page_that_redirects_to_a_login_stays() -> None:
    """An expired login must not empty the index."""

    async def login(request: web.Request) -> web.Response:
        raise web.HTTPFound("/account/login?next=/a")

    async with serve({"/": page("Home", "/a"), "/a": page("A")}) as site:
        known = versions(await walk(source_of(site)))
        site.routes |= {"/": login, "/a": login, "/account/login": page("Log in")}
        events = await walk(source_of(site), known)
        assert gone(events) == set()
        assert set(failures(events)) == set(known)


async def test_a_known_page_that_redirects_elsewhere_stays() -> None:
    """So with a login at another host."""

    async def away(request: web.Request) -> web.Response:
        raise web.HTTPFound("https://login.invalid/")

    async with serve({"/": page("Home", "/a"), "/a": page("A")}) as site:
        known = versions(await walk(source_of(site)))
        site.routes["/a"] = away
        events = await walk(source_of(site), known)
        assert gone(events) == set()
        assert "allowed_hosts" in failures(events)[f"{site.root}/a"]


async def test_dead_links_are_passed_over() -> None:
    """A page that never was is neither read nor gone nor a failure."""
    async with serve({"/": page("Home", "/dead")}) as site:
        events = await walk(source_of(site))
        assert len(events) == 2
        assert done(events).complete


async def test_a_start_address_that_is_missing_is_told() -> None:
    """A mistyped start address is the operator's to know."""
    async with serve({}) as site:
        assert "404" in failures(await walk(source_of(site)))[f"{site.root}/"]


async def test_pictures_and_archives_are_passed_over_silently() -> None:
    """Files that nobody reads are not failures, whatever they call themselves."""

    async def picture(request: web.Request) -> web.Response:
        return web.Response(body=b"\x89PNG\r\n" + b"\0" * 9000, content_type="text/html")

    async def archive(request: web.Request) -> web.Response:
        return web.Response(body=b"PK\x03\x04" + b"\0" * 90, content_type="application/zip")

    routes = {"/": page("Home", "/picture", "/archive"), "/picture": picture, "/archive": archive}
    async with serve(routes) as site:
        events = await walk(source_of(site))
        assert failures(events) == {}
        assert titles(events) == {"Home"}


async def test_documents_are_read_and_damaged_ones_are_told() -> None:
    """A PDF that calls itself "some file" is read; broken and locked ones say why not."""

    def pdf(password: str = "") -> bytes:
        drawn, locked = io.BytesIO(), io.BytesIO()
        canvas = Canvas(drawn)
        canvas.drawString(72, 700, "The parking rules for all of the staff")
        canvas.save()
        writer = PdfWriter(clone_from=PdfReader(drawn))
        if password:
            writer.encrypt(password)
        writer.write(locked)
        return locked.getvalue()

    def answering(body: bytes) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(body=body, content_type="application/octet-stream")

        return answer

    routes = {
        "/": page("Home", "/rules", "/broken.pdf", "/locked.pdf"),
        "/rules": answering(pdf()),
        "/broken.pdf": answering(b"%PDF-1.7 and then nothing"),
        "/locked.pdf": answering(pdf("secret")),
    }
    parsers = {HTML: HtmlParser(), PDF: PdfParser()}
    async with serve(routes) as site:
        events = await walk(source_of(site, parsers=parsers))
        assert titles(events) == {"Home", "Rules"}
        assert "damaged" in failures(events)[f"{site.root}/broken.pdf"]
        assert "encrypted" in failures(events)[f"{site.root}/locked.pdf"]


async def test_a_connection_that_breaks_off_is_a_failure() -> None:
    """A body shorter than promised is not taken for a page."""

    async def short(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        response.content_length = 10_000
        await response.prepare(request)
        await response.write(b"<h1>Half</h1>")
        assert request.transport is not None
        request.transport.close()
        return response

    async with serve({"/": page("Home", "/short"), "/short": short}) as site:
        events = await walk(source_of(site))
        assert "broke" in failures(events)[f"{site.root}/short"]


async def test_a_parser_that_crashes_costs_one_page() -> None:
    """A fault of ours is a failure of the page, told calmly."""

    class Crashing:
        def parse(self, data: bytes, **_: str) -> None:
            raise ZeroDivisionError

    async with serve({"/": page("Home")}) as site:
        events = await walk(source_of(site, parsers={"text/html": Crashing()}))
        assert "fault" in failures(events)[f"{site.root}/"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_addresses": ()},
        {"start_addresses": ("intranet",)},
        {"start_addresses": ("https://user:secret@x.example.org/",)},
        {"start_addresses": ("https://x.example.org/",), "max_pages": 0},
        {"start_addresses": ("https://x.example.org/",), "delay_seconds": -1},
    ],
)
def test_rules_that_cannot_work_are_refused(wrong: dict[str, object]) -> None:
    """A wrong rule is told before anything starts."""
    with pytest.raises(SettingsError):
        CrawlRules(**wrong)
