"""A page is read on a person's word, from real servers, and nothing that must not be.

127.0.0.2 stands for the public internet here, 127.0.0.1 for everything private.
"""

from __future__ import annotations

import asyncio
import gzip
import io
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import docx
import pytest
import structlog.testing
from aiohttp import web
from aiohttp.test_utils import TestServer
from pytest_socket import socket_allow_hosts
from reportlab.pdfgen.canvas import Canvas

from adapters.website import named_page
from adapters.website.allowed_hosts import AllowedHosts
from adapters.website.named_page import NamedPageReader
from adapters.website.public_addresses import IpAddress
from bot.sources import make_parsers
from core.domain import Address, Block, BlockKind, Page, PageVersion, StoredPage
from core.errors import PageRefused
from core.ports import PageParser
from tests.fakes.local_site import LocalSite, Route, page

PUBLIC, PRIVATE = "127.0.0.2", "127.0.0.1"
SECRET = "the secret of the inside"


@pytest.fixture(autouse=True)
def _two_networks() -> None:
    """This machine stands for both."""
    socket_allow_hosts([PRIVATE, PUBLIC, "::1", "localhost"], allow_unix_socket=True)


def is_public(address: IpAddress) -> bool:
    return address == IPv4Address(PUBLIC)


@asynccontextmanager
async def serve(
    routes: Mapping[str, Route], *, at: str = PUBLIC, port: int = 0, **options: ssl.SSLContext
) -> AsyncIterator[LocalSite]:
    site = LocalSite(dict(routes))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    server = TestServer(app, host=at, port=port)
    await server.start_server(**options)
    site.root = f"http://site.example.org:{server.port}"
    try:
        yield site
    finally:
        await server.close()


def port_of(site: LocalSite) -> int:
    return int(site.root.rpartition(":")[2])


@dataclass
class Names:
    """A name server that gives an answer after the other, and the last one for ever."""

    answers: dict[str, list[Sequence[str]]] = field(
        default_factory=lambda: {"site.example.org": [[PUBLIC]]}
    )
    asked: list[str] = field(default_factory=list)

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.answers:
            raise OSError("no such name")
        left = self.answers[host]
        return left.pop(0) if len(left) > 1 else left[0]


@dataclass
class Parsing:
    """Counts what is parsed."""

    parser: PageParser
    parsed: int = 0

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        self.parsed += 1
        return self.parser.parse(data, address=address, media_type=media_type, charset=charset)


def stored_pages(*addresses: Address) -> Callable[[Address], object]:
    pages = {
        address: StoredPage(
            Page(address, "Stored", (Block(BlockKind.PARAGRAPH, "As it was."),)),
            PageVersion("ab"),
            "site",
            datetime(2026, 3, 31, tzinfo=UTC),
        )
        for address in addresses
    }

    async def known(address: Address) -> StoredPage | None:
        return pages.get(address)

    return known


def reader(site: LocalSite | None = None, names: Names | None = None, **options) -> NamedPageReader:
    hosts = [f"site.example.org:{port_of(site)}"] if site else ["site.example.org"]
    defaults = {
        "allowed_hosts": AllowedHosts([*hosts, *options.pop("also", ())]),
        "parsers": make_parsers(),
        "known": stored_pages(*options.pop("stored", ())),
        "max_bytes": 1_000_000,
        "timeout_seconds": 5.0,
        "user_agent": "frontdesk-test",
        "is_public": is_public,
        "resolve": (names or Names()).resolve,
    }
    return NamedPageReader(**defaults | options)


async def refusal(reading: NamedPageReader, address: str) -> str:
    with pytest.raises(PageRefused) as caught:
        await reading.read(address)
    return str(caught.value)


def text_of(read: Page) -> str:
    return "\n".join(block.text for block in read.blocks)


def answering(status: int = 200, body: bytes = b"", **headers: str) -> Route:
    """A handler that gives one answer; header names are written with underscores."""

    async def handler(request: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, body=body, headers=named)

    return handler


def to(location: str, status: int = 302) -> Route:
    return answering(status, Location=location)


class TestReading:
    async def test_a_page_is_fetched_and_understood(self) -> None:
        """Under its normal address; nothing but the user agent is told of the asker."""
        async with serve({"/a": page("Badges", text="A lost badge costs $20.")}) as site:
            read = (await reader(site).read(f"{site.root}/a?utm_source=mail#costs")).page
            assert read.title == "Badges"
            assert "A lost badge costs $20." in text_of(read)
            assert read.address == f"{site.root}/a"
            ((_, headers),) = site.asked
            assert headers["User-Agent"] == "frontdesk-test"
            assert not {"Cookie", "Authorization", "Referer"} & set(headers)

    async def test_a_pdf_is_read(self) -> None:
        """Also when the server calls it some file."""
        file = io.BytesIO()
        canvas = Canvas(file)
        canvas.drawString(72, 700, "A lost badge costs $20.")
        canvas.save()
        told = answering(body=file.getvalue(), Content_Type="application/octet-stream")
        async with serve({"/a": told}) as site:
            assert "A lost badge costs $20." in text_of(
                (await reader(site).read(f"{site.root}/a")).page
            )

    async def test_a_word_document_is_read(self) -> None:
        """By its kind."""
        file, document = io.BytesIO(), docx.Document()
        document.add_paragraph("A lost badge costs $20.")
        document.save(file)
        told = answering(body=file.getvalue(), Content_Type="application/octet-stream")
        async with serve({"/a.docx": told}) as site:
            read = (await reader(site).read(f"{site.root}/a.docx")).page
            assert text_of(read) == "A lost badge costs $20."

    async def test_packed_pages_are_unpacked(self) -> None:
        """As servers send them."""
        packed = gzip.compress(page("Badges").encode())
        told = answering(body=packed, Content_Type="text/html", Content_Encoding="gzip")
        async with serve({"/a": told}) as site:
            assert (await reader(site).read(f"{site.root}/a")).page.title == "Badges"

    async def test_redirects_are_followed(self) -> None:
        """The page is known by where it was found."""
        routes = {"/a": to("/b"), "/b": to("c", 308), "/c": page("Badges")}
        async with serve(routes) as site:
            assert (await reader(site).read(f"{site.root}/a")).page.address == f"{site.root}/c"

    async def test_a_page_that_did_not_change_is_parsed_once(self) -> None:
        """It is fetched again for a follow-up, all the same."""
        html = Parsing(make_parsers()["text/html"])
        async with serve({"/a": page("Badges")}) as site:
            reading = reader(site, parsers={"text/html": html})
            first = await reading.read(f"{site.root}/a")
            assert await reading.read(f"{site.root}/a") == first
            site.routes["/a"] = page("New badges")
            assert (await reading.read(f"{site.root}/a")).page.title == "New badges"
            assert (html.parsed, len(site.asked)) == (2, 3)


class TestPrivateNetworks:
    async def test_a_private_address_is_not_connected_to(self) -> None:
        """Even if its host is allowed."""
        async with serve({"/a": page(SECRET)}, at=PRIVATE) as inside:
            names = Names({"site.example.org": [[PRIVATE]]})
            told = await refusal(reader(inside, names), f"{inside.root}/a")
            assert "inside a private network" in told
            assert PRIVATE not in told
            assert inside.asked == []

    async def test_a_redirect_to_a_private_address_is_not_followed(self) -> None:
        """Whether by number or by a name that is allowed."""
        async with serve({"/a": page(SECRET)}, at=PRIVATE) as inside:
            port = port_of(inside)
            names = Names({"site.example.org": [[PUBLIC]], "in.example.org": [[PRIVATE]]})
            for target in (f"http://{PRIVATE}:{port}/a", f"http://in.example.org:{port}/a"):
                async with serve({"/a": to(target)}) as site:
                    also = [f"{PRIVATE}:{port}", f"in.example.org:{port}"]
                    told = await refusal(reader(site, names, also=also), f"{site.root}/a")
                    assert "inside a private network" in told
            assert inside.asked == []

    async def test_a_name_that_changes_its_mind_leads_nowhere(self) -> None:
        """Each request connects to what was checked for it; there is no look-up in between."""
        async with serve({"/a": to("/b"), "/b": page("Outside")}) as site:
            port = port_of(site)
            async with serve({"/b": page(SECRET)}, at=PRIVATE, port=port) as inside:
                names = Names({"site.example.org": [[PUBLIC], [PRIVATE]]})
                told = await refusal(reader(site, names), f"{site.root}/a")
                assert "inside a private network" in told
                assert names.asked == ["site.example.org"] * 2
                assert (len(site.asked), inside.asked) == (1, [])

    async def test_one_look_up_serves_one_request(self) -> None:
        """What a second look-up would give is never seen."""
        async with serve({"/a": page("Outside")}) as site:
            names = Names({"site.example.org": [[PUBLIC], [PRIVATE]]})
            assert (await reader(site, names).read(f"{site.root}/a")).page.title == "Outside"
            assert names.asked == ["site.example.org"]

    @pytest.mark.parametrize("answer", [[PUBLIC, PRIVATE], [PRIVATE, PUBLIC], [PUBLIC, "::1"]])
    async def test_mixed_answers_are_refused(self, answer: Sequence[str]) -> None:
        """One private address among public ones spoils all."""
        async with serve({"/a": page("Outside")}) as site:
            names = Names({"site.example.org": [answer]})
            told = await refusal(reader(site, names), f"{site.root}/a")
            assert "inside a private network" in told
            assert site.asked == []

    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[::]",
         "[fe80::1]", "[fd00:ec2::254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0"],
    )  # fmt: skip
    async def test_private_numbers_are_refused(self, host: str) -> None:
        """By the real judgement, even if they are allowed; nothing is asked."""
        names = Names()
        real = reader(names=names, also=[host], is_public=named_page.is_public)
        assert "inside a private network" in await refusal(real, f"http://{host}/a")
        assert names.asked == []

    @pytest.mark.parametrize(
        "host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[fe80::1%25eth0]"]
    )
    async def test_odd_numbers_are_refused(self, host: str) -> None:
        """Nobody may be sure what they mean."""
        told = await refusal(reader(is_public=lambda address: True), f"http://{host}/a")
        assert "no plain host name" in told

    async def test_this_machine_is_private(self) -> None:
        """With the system's resolver and the real judgement."""
        async with serve({"/a": page(SECRET)}, at=PRIVATE) as inside:
            address = f"http://localhost:{port_of(inside)}/a"
            real = NamedPageReader(
                allowed_hosts=AllowedHosts([f"localhost:{port_of(inside)}"]),
                parsers=make_parsers(),
                known=stored_pages(),
                max_bytes=1_000_000,
                timeout_seconds=5,
                user_agent="frontdesk-test",
            )
            assert "inside a private network" in await refusal(real, address)
            assert inside.asked == []


class TestHosts:
    async def test_another_host_is_refused(self) -> None:
        """With the hosts that are allowed, in words for people; its name is not even looked up."""
        names = Names()
        told = await refusal(reader(names=names), "https://wwww.other.com/a")
        assert told == (
            "I may only read pages of site.example.org; wwww.other.com is not among them. "
            "If I should read it too, please tell the people who run this desk."
        )
        assert names.asked == []

    async def test_where_no_host_is_allowed_that_is_said(self) -> None:
        """As after a fresh installation."""
        told = await refusal(reader(allowed_hosts=AllowedHosts([])), "https://www.other.com/a")
        assert told.startswith("I may only read our own pages, and www.other.com is another site.")

    async def test_the_setting_is_named_in_the_log_only(self) -> None:
        """It tells operators what to change, and people nothing."""
        with structlog.testing.capture_logs() as logs:
            told = await refusal(reader(), "https://wwww.other.com/a")
        assert "links." not in told
        assert [line["setting"] for line in logs] == ["links.allowed_hosts"]

    async def test_another_port_is_refused(self) -> None:
        """An allowed host may serve what is not meant for people on it."""
        told = await refusal(reader(), "http://site.example.org:8080/a")
        assert "not on port 8080" in told

    async def test_a_redirect_to_another_host_is_refused(self) -> None:
        """The page that was named may be allowed; where it leads is not."""
        async with serve({"/a": to("https://www.other.com/b")}) as site:
            assert "www.other.com is not among them" in await refusal(
                reader(site), f"{site.root}/a"
            )

    @pytest.mark.parametrize(
        "address",
        ["ftp://site.example.org/a", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
         "gopher://site.example.org/_"],
    )  # fmt: skip
    async def test_other_schemes_are_refused(self, address: str) -> None:
        """Only the web is read."""
        assert "begins with https://" in await refusal(reader(), address)

    @pytest.mark.parametrize(
        "location", ["file:///etc/passwd", "ftp://site.example.org/a", "http://"]
    )
    async def test_a_redirect_out_of_the_web_is_refused(self, location: str) -> None:
        """Or to nowhere."""
        async with serve({"/a": to(location)}) as site:
            assert "without showing a page" in await refusal(reader(site), f"{site.root}/a")

    @pytest.mark.parametrize(
        "address",
        ["https://ann:pw@site.example.org/a", "https://ann@site.example.org/a",
         "http://site.example.org\\@evil.net/a"],
    )  # fmt: skip
    async def test_credentials_are_refused(self, address: str) -> None:
        """They would be sent, and logged by others."""
        assert "user name or password" in await refusal(reader(), address)

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "https://",
            "https://exa mple.org/a",
            "http://[::1/a",
            "https://a.b:99999/",
            "https://ex%61mple.org/",
        ],
    )
    async def test_what_is_no_address_is_refused(self, address: str) -> None:
        """How to give one is said."""
        assert "cannot make out that address" in await refusal(reader(), address)

    async def test_a_name_that_leads_nowhere_is_told(self) -> None:
        """It may be misspelled."""
        told = await refusal(reader(names=Names({})), "https://site.example.org/a")
        assert told.startswith("I cannot find site.example.org.")

    async def test_names_in_other_letters_are_compared_in_ascii(self) -> None:
        """As the settings give them."""
        reading = reader(names=Names({}), also=["*.bücher.example"])
        assert "I cannot find" in await refusal(reading, "https://www.BÜCHER.example/a")


class TestServers:
    @pytest.mark.parametrize(
        ("status", "says"),
        [(404, "no such page"), (410, "no such page"), (401, "asks for a login"),
         (403, "asks for a login"), (429, "too much"), (500, "fault of its own"), (503, "(503)"),
         (204, "answers with 204"), (418, "answers with 418")],
    )  # fmt: skip
    async def test_what_the_server_says_is_told(self, status: int, says: str) -> None:
        """In plain words."""
        async with serve({"/a": answering(status)}) as site:
            assert says in await refusal(reader(site), f"{site.root}/a")

    @pytest.mark.parametrize(
        "target",
        ["/_layouts/Authenticate/login.aspx?next=/a", "https://login.example.com/common/oauth2",
         "https://sso.example.com/x"],
    )  # fmt: skip
    async def test_a_redirect_to_a_login_is_told(self, target: str) -> None:
        """The login page must not be read in the page's place."""
        async with serve({"/a": to(target)}) as site:
            assert "asks for a login" in await refusal(reader(site), f"{site.root}/a")

    async def test_endless_redirects_end(self) -> None:
        """After five."""

        async def onward(request: web.Request) -> web.Response:
            raise web.HTTPFound(f"/on?{int(request.query_string or 0) + 1}")

        async with serve({"/on": onward}) as site:
            assert "without showing a page" in await refusal(reader(site), f"{site.root}/on")
            assert len(site.asked) == 6

    def test_encryption_is_not_left(self) -> None:
        """A redirect from https: to http: is no way to go; the other way round is."""
        with pytest.raises(PageRefused, match="encrypted"):
            named_page.check_redirect("https://a.example.org/x", "http://a.example.org/x")
        named_page.check_redirect("http://a.example.org/x", "https://a.example.org/x")

    async def test_a_certificate_that_nobody_vouches_for_is_told(self, tmp_path: Path) -> None:
        """Nothing is read from a server that may be another one."""
        async with serve({"/a": page("Badges")}, ssl=self_signed(tmp_path)) as site:
            address = f"https://site.example.org:{port_of(site)}/a"
            assert "certificate is not trusted" in await refusal(reader(site), address)
            assert site.asked == []

    async def test_nobody_there_is_told(self) -> None:
        """Now; it may pass."""
        async with serve({}) as site:
            reading, address = reader(site), f"{site.root}/a"
        assert "cannot reach site.example.org just now" in await refusal(reading, address)

    async def test_a_connection_that_breaks_is_told(self) -> None:
        """Half a page is no page."""

        async def breaking(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            response.content_length = 1000
            await response.prepare(request)
            await response.write(b"<html>")
            assert request.transport is not None
            request.transport.close()
            return response

        async with serve({"/a": breaking}) as site:
            assert "cannot reach" in await refusal(reader(site), f"{site.root}/a")

    async def test_a_silent_server_is_not_waited_for(self) -> None:
        """Longer than the limit."""
        released = asyncio.Event()

        async def silent(request: web.Request) -> web.Response:
            await released.wait()
            return web.Response()

        async with serve({"/a": silent}) as site:
            told = await refusal(reader(site, timeout_seconds=0.2), f"{site.root}/a")
            assert "within 0.2 seconds" in told
            released.set()

    async def test_an_endless_page_ends(self) -> None:
        """By its size, however small its pieces."""

        async def endless(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            await response.prepare(request)
            while True:
                await response.write(b"<p>more</p>" * 1000)

        async with serve({"/a": endless}) as site:
            assert "larger than" in await refusal(reader(site), f"{site.root}/a")

    async def test_a_slow_name_server_is_not_waited_for(self) -> None:
        """It counts as fetching."""

        async def resolve(host: str, port: int) -> Sequence[str]:
            await asyncio.Event().wait()
            return ()

        told = await refusal(
            reader(timeout_seconds=0.2, resolve=resolve), "https://site.example.org/a"
        )
        assert "within 0.2 seconds" in told

    @pytest.mark.parametrize("is_told", [True, False])
    async def test_a_huge_page_is_not_read(
        self,
        is_told: bool,  # noqa: FBT001 - a parameter
    ) -> None:
        """By its length, or as soon as it outgrows the limit."""

        async def huge(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            if is_told:
                response.content_length = 300_000_000
            await response.prepare(request)
            for _ in range(300):
                await response.write(b"x" * 1_000_000)
            return response

        async with serve({"/a": huge}) as site:
            told = await refusal(reader(site), f"{site.root}/a")
            assert "larger than" in told
            assert "links.max_mebibytes" not in told

    async def test_a_bomb_does_not_go_off(self) -> None:
        """300 MB in 300 KB stop where they outgrow the limit."""
        packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()
        told = answering(body=bomb, Content_Type="text/html", Content_Encoding="gzip")
        async with serve({"/a": told}) as site:
            assert "larger than" in await refusal(reader(site), f"{site.root}/a")

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [("image/png", b"\x89PNG\r\n\x1a\n"), ("text/html", b"\x89PNG\r\n\x1a\n" + b"\0" * 9000),
         ("application/octet-stream", b"\0\1\2\3"), ("application/json", b"{}")],
    )  # fmt: skip
    async def test_other_kinds_are_refused(self, content_type: str, body: bytes) -> None:
        """Whatever the server calls them; what is read is said."""
        async with serve({"/a": answering(body=body, Content_Type=content_type)}) as site:
            assert "kind of file that I do not read" in await refusal(
                reader(site), f"{site.root}/a"
            )

    async def test_a_file_that_cannot_be_understood_is_told(self) -> None:
        """With the parser's own reason."""
        broken = answering(body=b"%PDF-1.7 and no more", Content_Type="application/pdf")
        async with serve({"/a": broken}) as site:
            told = await refusal(reader(site), f"{site.root}/a")
            assert told.startswith("I fetched that page but could not read it. The PDF is damaged")

    async def test_a_page_that_says_it_was_not_found_is_refused(self) -> None:
        """Some servers call it found."""
        async with serve({"/a": page("Page not found")}) as site:
            assert "was not found" in await refusal(reader(site), f"{site.root}/a")

    async def test_an_encoding_that_was_not_asked_for_is_refused(self) -> None:
        """Nobody would bound it."""
        told = answering(body=b"x", Content_Type="text/html", Content_Encoding="br")
        async with serve({"/a": told}) as site:
            assert "'br'" in await refusal(reader(site), f"{site.root}/a")

    async def test_cookies_are_not_carried_on(self) -> None:
        """Not even to the next redirect."""
        routes = {"/a": answering(302, Location="/b", Set_Cookie="a=b"), "/b": page("Badges")}
        async with serve(routes) as site:
            await reader(site).read(f"{site.root}/a")
            assert all("Cookie" not in headers for _, headers in site.asked)

    async def test_no_proxy_is_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """It would look the name up again, and connect to what nobody checked."""
        async with serve({"/a": page("Badges")}) as site:
            monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
            monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
            assert (await reader(site).read(f"{site.root}/a")).page.title == "Badges"


class TestStoredPages:
    async def test_a_private_page_is_answered_from_its_copy(self) -> None:
        """It is never fetched on anybody's word, but the last refresh knows it."""
        async with serve({"/a": page(SECRET)}, at=PRIVATE) as inside:
            address = f"http://{PRIVATE}:{port_of(inside)}/a"
            read = await reader(stored=[address]).read(f"{address}#top")
            assert read.page.title == "Stored"
            assert read.as_of is not None
            assert inside.asked == []

    async def test_a_known_page_may_be_fetched_wherever_it_is(self) -> None:
        """Its host need not be allowed; but no other page of it may be read."""
        async with serve({"/a": page("New"), "/b": page("Other")}) as site:
            reading = reader(stored=[f"{site.root}/a"])
            read = await reading.read(f"{site.root}/a")
            assert (read.page.title, read.as_of) == ("New", None)
            assert "not on port" in await refusal(reading, f"{site.root}/b")

    @pytest.mark.parametrize("status", [401, 403, 500, 503])
    async def test_a_page_that_cannot_be_fetched_now_is_answered_from_its_copy(
        self, status: int
    ) -> None:
        """The site may be down, or want a login that the refresh has."""
        async with serve({"/a": answering(status)}) as site:
            read = (await reader(site, stored=[f"{site.root}/a"]).read(f"{site.root}/a")).page
            assert read.title == "Stored"

    async def test_a_page_that_is_gone_is_not_answered_from_its_copy(self) -> None:
        """What it said is no longer true."""
        async with serve({}) as site:
            reading = reader(site, stored=[f"{site.root}/a"])
            assert "no such page" in await refusal(reading, f"{site.root}/a")

    @pytest.mark.parametrize(
        "written",
        [
            "in.example.org/a",
            "http://in.example.org/a",
            "https://in.example.org/a",
            "HTTP://IN.example.org:80/a/",
        ],
    )
    async def test_a_page_is_known_however_it_is_written(self, written: str) -> None:
        """Without its scheme, with the other one, with a slash more."""
        reading = reader(names=Names({}), stored=["http://in.example.org/a"])
        assert (await reading.read(written)).page.title == "Stored"


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate that says of itself that it is right."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "site.example.org")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("site.example.org")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
