"""The sample intranet as it is served, the rules its contents keep and the questions about it."""

import asyncio
import json
import re
import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import aiohttp
import docx
import pypdf
import pytest
from aiohttp import web
from lxml import etree, html

from bot.sample_site import SAMPLE_HEADER, serve_sample_site
from core.errors import SettingsError

SITE = Path(__file__).parents[2] / "data" / "sample_site"
QUESTIONS = SITE.parent / "eval" / "sample_site.jsonl"
QUESTIONS_ORIGIN = "http://127.0.0.1:8808"
DEAD_LINK = "/sites/ops/Pages/Staff-Discounts.aspx"
LATIN_1_PAGE = "/sites/supply/Pages/Stores-Contacts.aspx"
SITEMAP_ONLY_PAGE = "/sites/ops/Pages/Quiet-Room.aspx"
PRIVATE_PAGE = "/sites/private/Pages/Pay-Ranges.aspx"
PRINT_PAGE = "/sites/staffing/_layouts/Print.aspx?page=Vacation-Requests"
MANUAL = "/sites/ops/Pages/Operations-Manual.aspx"

PHONE_SHAPE = re.compile(r"(?<![\d.])\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)")
FICTIONAL_PHONE = re.compile(r"(?:403|587|780|825)-555-01\d\d")
HOST_SHAPE = re.compile(r"(?:https?://|@)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+)", re.IGNORECASE)
STANDARDS_HOSTS = {"www.w3.org", "www.sitemaps.org"}


@dataclass(frozen=True)
class Walk:
    """What following every link from the front page finds."""

    statuses: dict[str, int]
    bodies: dict[str, str]
    """Of the HTML pages."""


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    async with serve_sample_site(SITE, port=0) as served:
        yield served


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(timeout=timeout) as opened:
        yield opened


async def follow_links(session: aiohttp.ClientSession, origin: str) -> Walk:
    walk = Walk({}, {})
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in walk.statuses:
            continue
        async with session.get(origin + path) as response:
            walk.statuses[path] = response.status
            if response.status != 200 or response.content_type != "text/html":
                continue
            walk.bodies[path] = await response.text()
        for link in re.findall(r'href="([^"#]+)', walk.bodies[path]):
            target = urlsplit(urljoin(origin + path, unescape(link)))
            if f"{target.scheme}://{target.netloc}" == origin:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return walk


def count_served(walk: Walk, suffix: str) -> int:
    return sum(path.endswith(suffix) and status == 200 for path, status in walk.statuses.items())


def read_texts() -> dict[str, str]:
    """Give the text of every file of the site, with the path it was read from."""
    texts = {}
    for file in sorted(SITE.rglob("*")):
        if file.suffix == ".pdf":
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
        elif file.suffix == ".docx":
            document = docx.Document(str(file))
            cells = [
                cell.text for table in document.tables for row in table.rows for cell in row.cells
            ]
            text = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
        elif file.is_file():
            charset = "iso-8859-1" if file == SITE / LATIN_1_PAGE.lstrip("/") else "utf-8"
            text = file.read_text(charset)
        else:
            continue
        texts[str(file.relative_to(SITE))] = text
    return texts


async def test_every_link_resolves_except_the_dead_one(
    session: aiohttp.ClientSession, origin: str
) -> None:
    """Following every link meets one 404, the one that is meant."""
    walk = await follow_links(session, origin)
    assert [path for path, status in walk.statuses.items() if status != 200] == [DEAD_LINK]


async def test_there_are_enough_pages(session: aiohttp.ClientSession, origin: str) -> None:
    """The links lead to a whole intranet of pages, PDF and Word documents."""
    walk = await follow_links(session, origin)
    assert len(walk.bodies) >= 70
    assert count_served(walk, ".pdf") >= 4
    assert count_served(walk, ".docx") >= 3


async def test_the_quiet_room_is_reachable_only_through_the_sitemap(
    session: aiohttp.ClientSession, origin: str
) -> None:
    """No link leads to the page, but the sitemap lists it."""
    walk = await follow_links(session, origin)
    async with session.get(f"{origin}/sitemap.xml") as response:
        sitemap = await response.text()
    assert SITEMAP_ONLY_PAGE not in walk.statuses
    assert f"<loc>{origin}{SITEMAP_ONLY_PAGE}</loc>" in sitemap


async def test_every_address_of_the_sitemap_is_served(
    session: aiohttp.ClientSession, origin: str
) -> None:
    """The sitemap names absolute addresses of this server, and all of them work."""
    async with session.get(f"{origin}/sitemap.xml") as response:
        assert response.content_type == "application/xml"
        sitemap = etree.fromstring(await response.read())
    addresses = [str(text) for text in sitemap.xpath("//*[local-name()='loc']/text()")]
    assert len(addresses) >= 90
    for address in addresses:
        assert address.startswith(origin)
        async with session.head(address) as response:
            assert response.status == 200, address


async def test_the_private_page_is_linked_and_disallowed(
    session: aiohttp.ClientSession, origin: str
) -> None:
    """A polite crawler meets a link that robots.txt forbids it to follow."""
    async with session.get(f"{origin}/robots.txt") as response:
        robots = await response.text()
    walk = await follow_links(session, origin)
    assert "Disallow: /sites/private/" in robots
    assert f"Sitemap: {origin}/sitemap.xml" in robots
    assert walk.statuses[PRIVATE_PAGE] == 200


@pytest.mark.parametrize("path", [MANUAL, "/robots.txt", "/sitemap.xml"])
async def test_an_unchanged_page_is_answered_with_304(
    session: aiohttp.ClientSession, origin: str, path: str
) -> None:
    """Asking again with the ETag brings no body."""
    async with session.get(origin + path) as first:
        validator = {"If-None-Match": first.headers["ETag"]}
    async with session.get(origin + path, headers=validator) as second:
        assert second.status == 304
        assert await second.read() == b""


async def test_last_modified_is_honoured(session: aiohttp.ClientSession, origin: str) -> None:
    """A server without ETags in mind is asked by date."""
    async with session.get(origin + MANUAL) as first:
        validator = {"If-Modified-Since": first.headers["Last-Modified"]}
    async with session.get(origin + MANUAL, headers=validator) as second:
        assert second.status == 304


async def test_the_latin_1_page_says_so(session: aiohttp.ClientSession, origin: str) -> None:
    """The accented names arrive in ISO 8859-1, announced in the header."""
    async with session.get(origin + LATIN_1_PAGE) as response:
        assert response.headers["Content-Type"] == "text/html; charset=iso-8859-1"
        body = await response.read()
    assert "José Núñez".encode("iso-8859-1") in body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/", "/sites/ops/Pages/Home.aspx"),
        ("/Pages/StaffingOffice.aspx", "/sites/staffing/Pages/Staffing-Office.aspx"),
    ],
)
async def test_old_addresses_redirect(
    session: aiohttp.ClientSession, origin: str, old: str, new: str
) -> None:
    """An address that moved is answered with its new one."""
    async with session.get(origin + old, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (301, new)


async def test_the_print_version_names_its_original(
    session: aiohttp.ClientSession, origin: str
) -> None:
    """The printable copy points at the page that it was made from."""
    async with session.get(origin + PRINT_PAGE) as response:
        assert 'rel="canonical" href="/sites/staffing/Pages/Vacation-Requests.aspx"' in (
            await response.text()
        )


@pytest.mark.parametrize(
    "path",
    [
        "/site.toml",
        "/sites/ops/Lists/Notices/DispForm.aspx",
        "/_queries/sites/ops/Lists/Notices/DispForm-12.aspx",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/sites",
    ],
)
async def test_files_without_an_address_are_not_served(
    session: aiohttp.ClientSession, origin: str, path: str
) -> None:
    """Only what has an address of its own is found."""
    async with session.get(origin + path) as response:
        assert response.status == 404
        assert response.headers[SAMPLE_HEADER] == "1"


async def test_a_sample_site_on_the_port_is_used(
    session: aiohttp.ClientSession, origin: str
) -> None:
    """Starting on a port that a sample site has gives that one's origin and leaves it running."""
    port = urlsplit(origin).port
    assert port is not None
    async with serve_sample_site(SITE, port=port) as second:
        assert second == origin
    async with session.get(origin) as response:
        assert response.status == 200


async def test_a_foreign_program_on_the_port_is_named() -> None:
    """Another program on the port is an error that tells the port and the cure."""
    runner = web.AppRunner(web.Application())
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port}.*another port"):
            async with serve_sample_site(SITE, port=port):
                pass
    finally:
        await runner.cleanup()


async def test_a_folder_without_description_is_refused(tmp_path: Path) -> None:
    """A folder that is no sample site is named before anything is served."""
    with pytest.raises(SettingsError, match=r"site\.toml"):
        async with serve_sample_site(tmp_path, port=0):
            pass


async def test_contents_are_fictional() -> None:
    """Every telephone number is a 555-01xx one and every host is under example.org."""
    for name, text in (await asyncio.to_thread(read_texts)).items():
        phones = PHONE_SHAPE.findall(text)
        assert [phone for phone in phones if not FICTIONAL_PHONE.fullmatch(phone)] == [], name
        hosts = {host.lower() for host in HOST_SHAPE.findall(text)} - STANDARDS_HOSTS
        assert [host for host in hosts if not host.endswith(".example.org")] == [], name


async def test_the_manual_is_long() -> None:
    """One page is far longer than any passage or prompt."""
    manual = (await asyncio.to_thread(read_texts))[MANUAL.lstrip("/")]
    assert len(re.sub(r"<[^>]+>", " ", manual).split()) >= 6000


def read_questions() -> list[dict]:
    return [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]


def list_paths(expect: dict) -> list[str]:
    """Give the paths of the pages that answer a question, with their query strings."""
    urls = expect["url"] if isinstance(expect["url"], list) else [expect["url"]]
    return [url.removeprefix(QUESTIONS_ORIGIN) for url in urls if url is not None]


def strip_tags(text: str) -> str:
    is_html = text.startswith("<!DOCTYPE")
    return " ".join((html.fromstring(text).text_content() if is_html else text).split())


async def test_every_expected_fact_stands_on_its_pages() -> None:
    """A right answer to each question can be given from the page that it names."""
    queries = tomllib.loads((SITE / "site.toml").read_text("utf-8"))["queries"]
    texts = {name: strip_tags(text) for name, text in (await asyncio.to_thread(read_texts)).items()}
    for question in read_questions():
        for path in list_paths(question["expect"]):
            page = texts[queries.get(path, path.lstrip("/"))]
            missing = [fact for fact in question["expect"]["contains"] if fact not in page]
            assert missing == [], question["id"]


async def test_every_expected_page_is_served(session: aiohttp.ClientSession, origin: str) -> None:
    """The questions name addresses as the server knows them."""
    paths = {path for question in read_questions() for path in list_paths(question["expect"])}
    assert len(paths) >= 60
    for path in paths:
        async with session.head(origin + path) as response:
            assert response.status == 200, path


def test_questions_are_well_formed() -> None:
    """Ids are unique, follow-ups have a history, and only the unanswerable lack a page."""
    questions = read_questions()
    assert len(questions) >= 150
    assert len({question["id"] for question in questions}) == len(questions)
    for question in questions:
        declines = question["kind"] in {"unanswerable", "offtopic"}
        assert (question["expect"]["url"] is None) == declines, question["id"]
        assert (question["expect"]["contains"] == []) == declines, question["id"]
        assert (question["history"] != []) == (question["kind"] == "followup"), question["id"]
