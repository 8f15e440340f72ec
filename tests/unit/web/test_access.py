"""Who gets through the door of the web server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.web.rules import WebRules
from tests.fakes.desk import FakeServingDesk
from tests.fakes.web_page import WebServer, serve_page
from tests.unit.web.browsers import Browser, browsing

TOKEN = "0123456789abcdef"


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with serve_page() as server:
        yield server


@pytest.fixture
async def locked() -> AsyncIterator[WebServer]:
    async with serve_page(rules=WebRules(token=TOKEN)) as server:
        yield server


@pytest.fixture
async def browser(server: WebServer) -> AsyncIterator[Browser]:
    async with browsing(server) as browser:
        yield browser


@pytest.fixture
async def stranger(locked: WebServer) -> AsyncIterator[Browser]:
    async with browsing(locked) as browser:
        yield browser


PAGES = ("/", "/status")
APIS = (
    ("GET", "/api/desk"),
    ("GET", "/api/status"),
    ("GET", "/api/suggestions"),
    ("GET", "/api/conversations"),
    ("GET", "/api/conversations/thread-1"),
    ("DELETE", "/api/conversations/thread-1"),
    ("POST", "/api/questions"),
    ("GET", f"/api/turns/{'0' * 32}/events"),
    ("POST", f"/api/turns/{'0' * 32}/stop"),
    ("PUT", f"/api/turns/{'0' * 32}/feedback"),
    ("GET", f"/api/turns/{'0' * 32}/pictures/0.png"),
    ("GET", "/api/posts"),
    ("GET", "/api/posts/digest-1/picture.png"),
)
FORMS = tuple(f"/status/subscriptions/1/{action}" for action in ("pause", "resume", "remove"))


@pytest.mark.parametrize(
    "path", [*PAGES, "/sign-in", "/static/chat.js", "/api/desk", "/api/posts", "/healthz"]
)
async def test_every_response_tells_browsers_to_be_careful(browser: Browser, path: str) -> None:
    """No script, style or request that is not the page's own; no frame, no guessing of types."""
    async with browser.request("GET", path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
async def test_pages_hold_no_script_and_no_style(browser: Browser, path: str) -> None:
    """The policy would refuse them, and nothing comes from another server."""
    _, html = await browser.ask_for("GET", path)
    assert "<style" not in html
    assert " style=" not in html
    assert "<script>" not in html
    assert "http" not in html.replace('http-equiv="refresh"', "")


@pytest.mark.parametrize("path", [*PAGES, "/api/desk", "/static/chat.js", "/metrics"])
async def test_a_local_server_answers_to_its_own_name_only(browser: Browser, path: str) -> None:
    """A foreign name that was made to point here gets nothing."""
    status, _ = await browser.ask_for("GET", path, headers={"Host": "evil.example"})
    assert status == 421


@pytest.mark.parametrize(("method", "path"), APIS)
async def test_every_api_checks_the_origin(browser: Browser, method: str, path: str) -> None:
    """Another page's script is refused before anything else is looked at."""
    headers = {"Origin": "https://evil.example"}
    status, _ = await browser.ask_for(method, path, headers=headers, json={})
    assert status == 403


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", *FORMS])
async def test_every_form_checks_the_origin(browser: Browser, path: str) -> None:
    """Another page's form signs nobody in or out, and changes no subscription."""
    headers = {"Origin": "null"}
    status, _ = await browser.ask_for("POST", path, headers=headers, data={"token": TOKEN})
    assert status == 403


async def test_the_page_may_be_reached_by_a_link(browser: Browser) -> None:
    """Following a link from another site is no attack."""
    headers = {"Origin": "", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    for path in PAGES:
        status, _ = await browser.ask_for("GET", path, headers=headers)
        assert status == 200


async def test_an_api_takes_json_only(browser: Browser) -> None:
    """A form of another page can be sent without asking; JSON cannot."""
    status, _ = await browser.ask_for("POST", "/api/questions", data={"text": "hello"})
    assert status == 415


@pytest.mark.parametrize(("method", "path"), [*APIS, ("GET", "/metrics")])
async def test_every_api_demands_the_token(stranger: Browser, method: str, path: str) -> None:
    """Where a token is set."""
    status, _ = await stranger.ask_for(method, path)
    assert status == 401


@pytest.mark.parametrize("path", FORMS)
async def test_changing_a_subscription_demands_the_token(stranger: Browser, path: str) -> None:
    """Where a token is set."""
    assert (await stranger.ask_for("POST", path))[0] == 401


@pytest.mark.parametrize("path", PAGES)
async def test_pages_lead_to_the_sign_in(stranger: Browser, path: str) -> None:
    """A person sees a form, and comes back to the page that was asked for."""
    async with stranger.request("GET", path, headers={"Accept": "text/html"}) as response:
        assert response.status == 303
        expected = "/sign-in?next=/status" if path == "/status" else "/sign-in"
        assert response.headers["Location"] == expected


async def test_health_and_styles_need_no_sign_in(stranger: Browser) -> None:
    """What watches the process has no token; the form needs its looks."""
    for path in ("/healthz", "/sign-in", "/static/theme.css"):
        assert (await stranger.ask_for("GET", path))[0] == 200


async def test_a_token_in_the_header_lets_programs_in(stranger: Browser) -> None:
    """Prometheus has no cookies."""
    right, wrong = ({"Authorization": f"Bearer {token}"} for token in (TOKEN, "nonsense"))
    assert (await stranger.ask_for("GET", "/metrics", headers=right))[0] == 200
    assert (await stranger.ask_for("GET", "/metrics", headers=wrong))[0] == 401


async def test_signing_in_lasts_until_signing_out(stranger: Browser) -> None:
    """The form gives a cookie that scripts cannot read; signing out takes it back."""
    form = {"token": TOKEN, "next": "/status"}
    async with stranger.request("POST", "/sign-in", data=form) as response:
        assert response.status == 303
        assert response.headers["Location"] == "/status"
        cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert TOKEN not in cookie
    assert (await stranger.ask_for("GET", "/api/desk"))[0] == 200
    await stranger.ask_for("POST", "/sign-out")
    assert (await stranger.ask_for("GET", "/api/desk"))[0] == 401


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/sign-out", ""])
async def test_signing_in_leads_nowhere_else(stranger: Browser, target: str) -> None:
    """A link to the form cannot name where a person ends up."""
    form = {"token": TOKEN, "next": target}
    async with stranger.request("POST", "/sign-in", data=form) as response:
        assert response.headers["Location"] == "/"


async def test_a_wrong_token_is_told_and_then_slowed(stranger: Browser) -> None:
    """Five tries a minute; whoever knows the right one is not kept out by a stranger's."""
    for _ in range(5):
        status, html = await stranger.ask_for("POST", "/sign-in", data={"token": "nonsense"})
        assert status == 403
        assert "not the token" in html
    async with stranger.request("POST", "/sign-in", data={"token": "nonsense"}) as response:
        assert response.status == 429
        assert int(response.headers["Retry-After"]) == 60
    assert (await stranger.ask_for("POST", "/sign-in", data={"token": TOKEN}))[0] == 303


async def test_guessing_in_the_header_is_slowed_too(stranger: Browser) -> None:
    """There is one count for form and header."""
    wrong = {"Authorization": "Bearer nonsense"}
    statuses = [(await stranger.ask_for("GET", "/api/desk", headers=wrong))[0] for _ in range(6)]
    assert statuses == [401] * 5 + [429]


async def test_over_https_cookies_belong_to_the_host() -> None:
    """They are sent encrypted only, and no neighbouring host can set them."""
    rules = WebRules(public_url="https://desk.example.org")
    async with serve_page(rules=rules) as server, aiohttp.ClientSession() as session:
        headers = {"Host": "desk.example.org", "Origin": "https://desk.example.org"}
        async with session.get(f"{server.url}/api/desk", headers=headers) as response:
            cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-frontdesk-visitor=")
    for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert word in cookie


async def test_following_a_link_does_not_make_a_new_visitor(browser: Browser) -> None:
    """The browser hides its strict cookie then; a page that set one would lose the old one."""
    async with browser.request("GET", "/") as response:
        assert "Set-Cookie" not in response.headers


async def test_a_fault_is_told_in_calm_words() -> None:
    """With a number that the log knows, and nothing of what went wrong."""

    class FaultyDesk(FakeServingDesk):
        async def accept(self, *arguments: object, **more: object) -> None:  # type: ignore[override]
            raise RuntimeError("secret detail")

    async with serve_page(desk=FaultyDesk()) as server, browsing(server) as browser:
        asked = {"thread": "thread-1", "text": "hello", "event_id": "event-0001"}
        status, answer = await browser.ask_for("POST", "/api/questions", json=asked)
    assert status == 500
    assert "the fault is in the log as" in answer["error"]
    assert "secret" not in answer["error"]


async def test_files_are_sent_again_only_when_they_changed(browser: Browser) -> None:
    """A browser that has a file asks whether it is still the same."""
    async with browser.request("GET", "/static/chat.js") as response:
        tag = response.headers["ETag"]
        assert response.content_type == "text/javascript"
    status, _ = await browser.ask_for("GET", "/static/chat.js", headers={"If-None-Match": tag})
    assert status == 304
    assert (await browser.ask_for("GET", "/static/..%2fpages.py"))[0] == 404
