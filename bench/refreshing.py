"""Times refreshes of the sample site and of an invented site of 1,000 pages, both served locally."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench.commands import Ran, run_frontdesk
from bench.homes import new_home
from bench.passages import PASSAGES_A_PAGE, invent, write_page
from bot.sample_site import serve_sample_site
from bot.sources import SAMPLE_SITE

INVENTED_PAGES = 1_000
_ROUNDS = 3
_LINKS = 10
_COUNTED = re.compile(
    r"(\d+) new, (\d+) changed, (\d+) unchanged, \d+ gone, (\d+) failed \(([\d.]+) s\)"
)
_INDEXED = re.compile(r"(\d+) passages; (\d+) texts embedded, (\d+) from the cache")


async def measure_refreshing(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Seconds, pages a second and peak memory: everything new, nothing changed, read again."""
    invented = write_site(out / "site", INVENTED_PAGES)
    results = {}
    for name, folder in {"sample site": SAMPLE_SITE, "invented site": invented}.items():
        async with serve_sample_site(folder, port=0) as origin:
            site = json.dumps([{"url": f"{origin}/", "name": "measured"}])
            settings = {"SOURCES_WEBSITES": site, "CRAWL_DELAY_SECONDS": "0"}
            results[name] = await _measure(out, settings, say, name)
    return results


def write_site(folder: Path, pages: int) -> Path:
    """Write a site of invented pages in the form that the sample site's server takes."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "pages").mkdir(parents=True)
    links = [f"/pages/page-{number:04}.aspx" for number in range(pages)]
    passages = list(invent(pages * PASSAGES_A_PAGE))
    for number, link in enumerate(links):
        first = number * PASSAGES_A_PAGE
        menu = [links[(number + step) % pages] for step in range(1, _LINKS + 1)]
        html = write_page(passages[first : first + PASSAGES_A_PAGE], menu)
        (folder / link.lstrip("/")).write_text(html, "utf-8")
    (folder / "site.toml").write_text(f'[redirects]\n"/" = "{links[0]}"\n', "utf-8")
    (folder / "robots.txt").write_text("Sitemap: {origin}/sitemap.xml\n", "utf-8")
    listed = "".join(f"<url><loc>{{origin}}{link}</loc></url>" for link in links)
    (folder / "sitemap.xml").write_text(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>', "utf-8"
    )
    return folder


async def _measure(
    out: Path, settings: Mapping[str, str], say: Callable[[str], None], name: str
) -> dict[str, Any]:
    home = new_home(out, "refresh")
    say(f"refreshing: {name}, everything new")
    results = {"new": [await run_frontdesk("refresh", home=home, settings=settings)]}
    for kind, arguments in {"unchanged": ["refresh"], "full": ["refresh", "--full"]}.items():
        say(f"refreshing: {name}, {kind}, {_ROUNDS} rounds")
        results[kind] = [
            await run_frontdesk(*arguments, home=home, settings=settings) for _ in range(_ROUNDS)
        ]
    return {kind: _summary(runs) for kind, runs in results.items()}


def _summary(runs: list[Ran]) -> dict[str, Any]:
    counted = _COUNTED.search(runs[-1].output)
    if counted is None:
        raise RuntimeError(f"The refresh said nothing that is known:\n{runs[-1].output}")
    *pages, _ = counted.groups()
    own_seconds = median(float(found[5]) for run in runs if (found := _COUNTED.search(run.output)))
    seconds = median(run.seconds for run in runs)
    indexed = _INDEXED.search(runs[-1].output)
    return {
        "pages": sum(map(int, pages)),
        "command_seconds": round(seconds, 2),
        "of_these_after_start_seconds": own_seconds,
        "pages_a_second": round(sum(map(int, pages)) / seconds, 1),
        "peak_mib": round(max(run.peak_mib for run in runs)),
        "passages": int(indexed[1]) if indexed else None,
        "texts_embedded": int(indexed[2]) if indexed else 0,
        "texts_from_cache": int(indexed[3]) if indexed else 0,
    }
