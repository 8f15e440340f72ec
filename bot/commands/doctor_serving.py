"""`frontdesk doctor`'s look at serving: the web page's port, and who has it."""

from __future__ import annotations

import socket

import httpx

from bot.sample_site import origin_of
from bot.settings import Settings

_TIMEOUT_SECONDS = 2.0
_OK = 200


async def web_page(settings: Settings) -> tuple[bool, str]:
    """Whether the web page is, or could be, served; and what to do where it could not."""
    web = settings.web
    if not web.enabled:
        return True, "off (`web.enabled`)."
    origin = origin_of(web.host, web.port)
    if not web.port or _is_free(web.host, web.port):
        return True, f"can be served at {origin}/; `frontdesk run` does."
    if await _is_frontdesk(origin):
        return True, f"is served at {web.public_url or f'{origin}/'}."
    return False, (
        f"{web.host}:{web.port} is taken by another program, or is no address of this machine. "
        "Stop that program, or change `web.host` or `web.port`."
    )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


async def _is_frontdesk(origin: str) -> bool:
    """Whether what listens there says that it is alive, as frontdesk says it."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS, trust_env=False) as client:
            answer = await client.get(f"{origin}/healthz")
    except httpx.HTTPError:
        return False
    return answer.status_code == _OK and answer.text == "ok\n"
