"""A walk over a well-behaved site finds every page, once, and politely."""

import asyncio
import gzip

from aiohttp import web

from tests.fakes.crawling import (
    Waiting,
    done,
    failures,
    gone,
    source_of,
    titles,
    unchanged,
    versions,
    walk,
)
from tests.fakes.local_site import page, serve


async def test_every_linked_page_is_read_once() -> None:
    """Links in menus are followed, fragments and tracking parameters make no new pages."""
    routes = {
        "/": page(
            "Home", "/a", "/a#part", "/a?utm_source=mail", "/picture.png", "https://x.invalid/"
        ),
        "/a": page("A", "/", "/b", "mailto:a@x.example.org"),
        "/b": page("B", "../a"),
    }
    async with serve(routes) as site:
        events = await walk(source_of(site))
        assert titles(events) == {"Home", "A", "B"}
        assert sorted(site.paths()) == ["/", "/a", "/b"]
        assert done(events).complete


async def test_sitemaps_are_read() -> None:
    """Pages that nothing links to are found by the sitemap, also by a packed one in an index."""

    async def packed(request: web.Request) -> web.Response:
        xml = f"<urlset><url><loc>http://{request.host}/lonely</loc></url></urlset>"
        return web.Response(body=gzip.compress(xml.encode()), content_type="application/gzip")

    async def index(request: web.Request) -> web.Response:
        location = f"<sitemap><loc>http://{request.host}/maps/1.xml.gz</loc></sitemap>"
        xml = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{location}</sitemapindex>'
        return web.Response(text=xml, content_type="application/xml")

    async def robots(request: web.Request) -> web.Response:
        return web.Response(text=f"Sitemap: http://{request.host}/maps.xml")

    routes = {
        "/": page("Home"),
        "/lonely": page("Lonely"),
        "/maps.xml": index,
        "/maps/1.xml.gz": packed,
        "/robots.txt": robots,
    }
    async with serve(routes) as site:
        assert titles(await walk(source_of(site))) == {"Home", "Lonely"}


async def test_robots_txt_is_obeyed() -> None:
    """Disallowed pages are not asked for, and the crawl-delay is kept."""
    robots = "User-agent: *\nDisallow: /secret\nCrawl-delay: 3\n"
    routes = {
        "/": page("Home", "/secret/x", "/a"),
        "/a": page("A"),
        "/secret/x": page("Secret"),
        "/robots.txt": robots,
    }
    waiting = Waiting()
    async with serve(routes) as site:
        assert titles(await walk(source_of(site, waiting))) == {"Home", "A"}
        assert "/secret/x" not in site.paths()
        assert max(waiting.slept) == 3.0


async def test_a_site_closed_by_robots_txt_says_how_to_open_it() -> None:
    """A disallowed start address is a failure with its cure."""
    routes = {"/": page("Home"), "/robots.txt": "User-agent: *\nDisallow: /\n"}
    async with serve(routes) as site:
        assert "User-agent: frontdesk" in failures(await walk(source_of(site)))[f"{site.root}/"]


async def test_noindex_and_nofollow_are_respected() -> None:
    """A page may stay out of the index and yet lead on, or the other way round."""

    async def tagged(request: web.Request) -> web.Response:
        headers = {"X-Robots-Tag": "noindex"}
        return web.Response(text=page("Tagged"), content_type="text/html", headers=headers)

    robots = '<meta name="robots" content="{}">'
    routes = {
        "/": page("Home", "/hidden", "/closed", "/tagged"),
        "/hidden": robots.format("noindex") + page("Hidden", "/a"),
        "/closed": robots.format("nofollow") + page("Closed", "/b"),
        "/a": page("A"),
        "/b": page("B"),
        "/tagged": tagged,
    }
    async with serve(routes) as site:
        assert titles(await walk(source_of(site))) == {"Home", "Closed", "A"}


async def test_patterns_narrow_the_walk() -> None:
    """Only what is allowed and not denied is asked for; the start address always is."""
    routes = {
        "/": page("Home", "/staff/a", "/staff/print/a", "/news/1"),
        "/staff/a": page("A"),
        "/staff/print/a": page("Print"),
        "/news/1": page("News"),
    }
    async with serve(routes) as site:
        events = await walk(source_of(site, allow=("/staff/*",), deny=("*/print/*",)))
        assert titles(events) == {"Home", "A"}
        assert sorted(site.paths()) == ["/", "/staff/a"]


async def test_canonical_addresses_are_honoured_but_not_believed_blindly() -> None:
    """A copy is told as its original; a canonical that is dead or the home page is ignored."""
    canonical = '<link rel="canonical" href="{}">'
    routes = {
        "/": page("Home", "/a?print=1", "/lost", "/home-bug"),
        "/a": page("A"),
        "/a?print=1": canonical.format("/a") + page("A, printed"),
        "/lost": canonical.format("/dead") + page("Lost"),
        "/home-bug": canonical.format("/") + page("Bug"),
    }
    async with serve(routes) as site:
        assert titles(await walk(source_of(site))) == {"Home", "A", "Lost", "Bug"}


async def test_two_pages_that_name_each_other_canonical_are_not_both_lost() -> None:
    """Of a pair that defers to each other one is told."""
    canonical = '<link rel="canonical" href="{}">'
    routes = {
        "/": page("Home", "/a", "/b"),
        "/a": canonical.format("/b") + page("A"),
        "/b": canonical.format("/a") + page("B"),
    }
    async with serve(routes) as site:
        assert len(titles(await walk(source_of(site))) & {"A", "B"}) == 1


async def test_repeated_text_is_told_once() -> None:
    """`/` and `/index.html` are one page."""
    home = page("Home", "/index.html")
    async with serve({"/": home, "/index.html": home}) as site:
        assert len(await walk(source_of(site))) == 2


async def test_redirects_end_at_the_final_address() -> None:
    """A page is told under the address that it was read at."""

    async def moved(request: web.Request) -> web.Response:
        raise web.HTTPFound("/new")

    async with serve({"/": page("Home", "/old"), "/old": moved, "/new": page("New")}) as site:
        known = versions(await walk(source_of(site)))
        assert sorted(known) == [f"{site.root}/", f"{site.root}/new"]


async def test_an_unchanged_refresh_reads_nothing() -> None:
    """Pages with the same etag are told unchanged, and all are asked for once."""
    routes = {"/": page("Home", "/a"), "/a": page("A", "/b"), "/b": page("B")}
    async with serve(routes) as site:
        known = versions(await walk(source_of(site)))
        site.asked.clear()
        events = await walk(source_of(site), known)
        assert unchanged(events) == set(known)
        assert titles(events) == set()
        assert len(site.paths()) == 3
        assert done(events).complete


async def test_new_pages_are_found_behind_unchanged_ones() -> None:
    """A page that changed deep in the site leads on, although the way to it is unchanged."""
    routes = {"/": page("Home", "/a"), "/a": page("A", "/b"), "/b": page("B")}
    async with serve(routes) as site:
        known = versions(await walk(source_of(site)))
        site.routes |= {"/b": page("B", "/c", text="New."), "/c": page("C")}
        events = await walk(source_of(site), known)
        assert titles(events) == {"B", "C"}


async def test_other_rules_read_everything_again() -> None:
    """Unchanged pages are read for the links that wider rules allow."""
    routes = {"/": page("Home", "/a", "/b"), "/a": page("A"), "/b": page("B")}
    async with serve(routes) as site:
        known = versions(await walk(source_of(site, deny=("/b",))))
        assert titles(await walk(source_of(site), known)) == {"Home", "A", "B"}


async def test_a_page_that_failed_is_asked_for_again() -> None:
    """A failure is not forgotten because the page that links to it is unchanged."""

    async def broken(request: web.Request) -> web.Response:
        return web.Response(status=403)

    async with serve({"/": page("Home", "/a"), "/a": broken}) as site:
        source = source_of(site)
        known = versions(await walk(source))
        site.routes["/a"] = page("A")
        assert titles(await walk(source, known)) == {"A"}


async def test_pages_that_are_gone_or_moved_are_told_gone() -> None:
    """404, 410, noindex, a "not found" page served as found, and a move end a known page."""

    async def moved(request: web.Request) -> web.Response:
        raise web.HTTPMovedPermanently("/new")

    async def ended(request: web.Request) -> web.Response:
        return web.Response(status=410)

    names = ("a", "b", "c", "d", "e")
    routes = {"/": page("Home", *(f"/{name}" for name in names))}
    routes |= {f"/{name}": page(name.upper()) for name in names}
    async with serve(routes) as site:
        known = versions(await walk(source_of(site)))
        del site.routes["/a"]
        site.routes |= {
            "/b": ended,
            "/c": '<meta name="robots" content="noindex">' + page("C"),
            "/d": page("404 - Not found"),
            "/e": moved,
            "/new": page("New"),
        }
        events = await walk(source_of(site), known)
        assert gone(events) == {f"{site.root}/{name}" for name in names}
        assert titles(events) == {"New"}


async def test_an_endless_calendar_is_cut_at_the_limit() -> None:
    """The walk ends at the page limit and says so; nothing may be concluded to be gone."""

    async def month(request: web.Request) -> web.Response:
        number = int(request.query.get("m", "0"))
        text = page(f"Month {number}", f"/cal?m={number + 1}", f"/cal?m={number + 2}")
        return web.Response(text=text, content_type="text/html")

    async with serve({"/": page("Home", "/cal"), "/cal": month}) as site:
        events = await walk(source_of(site, max_pages=20))
        assert len(titles(events)) == 20
        assert not done(events).complete
        assert done(events).reason == "page limit of 20 reached"


async def test_requests_are_spaced_out() -> None:
    """The delay between two requests is kept without more than a few at a time."""
    routes = {"/": page("Home", "/a", "/b"), "/a": page("A"), "/b": page("B")}
    waiting = Waiting()
    async with serve(routes) as site:
        await walk(source_of(site, waiting, delay_seconds=2.0))
        assert waiting.now >= 2.0 * (len(site.asked) - 1)


async def test_stopping_early_closes_everything() -> None:
    """A consumer that loses interest leaves no task behind."""
    routes = {"/": page("Home", *(f"/{n}" for n in range(50)))}
    routes |= {f"/{n}": page(f"Page {n}") for n in range(50)}
    async with serve(routes) as site:
        before = asyncio.all_tasks()
        events = source_of(site).read({})
        await anext(events)
        await events.aclose()
        assert not {task for task in asyncio.all_tasks() - before if "Walk" in repr(task)}
        assert len(site.asked) < 51
