"""What people see who come back from Slack after installing the desk, or after not installing it.

Bolt's own pages would show whatever stands in the address, and their look is not allowed by the
web server's policy.  `installations` calls this.
"""

from __future__ import annotations

import html
import re
from string import Template
from urllib.parse import quote

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "frame-ancestors 'none'",
    # The address that leads here holds Slack's code.
    "Referrer-Policy": "no-referrer",
}
_WHY_NOT = {
    "access_denied": "Somebody said no in Slack, so the help desk was not installed.",
    "invalid_browser": "This has to be finished in the browser in which it was begun, with cookies "
    "allowed, over https.",
    "invalid_state": "Too much time has passed, or this page was opened twice.",
    "missing_code": "Slack did not say who allowed it.",
    "invalid_code": "Slack did not confirm it.",
    "workspace_not_allowed": "This help desk does not serve your workspace. Its operators name those "
    "that it serves.",
    "slack_unreachable": "Slack cannot be reached just now.",
    "storage_error": "The help desk could not keep it. Its operators find the reason in the log.",
}
_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
</style>
</head>
<body>
<h1>$title</h1>
$body
</body>
</html>
""")


def page_headers() -> dict[str, str]:
    """Headers of both pages."""
    return dict(_HEADERS)


def installed_page(team_id: str, team_name: str, app_id: str) -> str:
    """The desk is in the workspace, and what to do now."""
    address = f"https://slack.com/app_redirect?app={quote(app_id)}&team={quote(team_id)}"
    return _PAGE.substitute(
        title=f"The help desk is in {html.escape(team_name or 'Slack')}",
        body=f'<p><a href="{html.escape(address)}">Write it a message</a>, or invite it to a channel '
        "there and mention it with a question.</p>",
    )


def not_installed_page(reason: str, again: str) -> str:
    """Why it was not installed, and where to begin again.

    Args:
        reason: Ours or Slack's name of it; anybody may have written it.
        again: The path at which installing begins.
    """
    why = _WHY_NOT.get(reason, "Slack did not allow it.")
    if reason not in _WHY_NOT and (name := safe_reason(reason)):
        why += f" It calls the reason <code>{name}</code>."
    return _PAGE.substitute(
        title="The help desk was not installed",
        body=f'<p>{why}</p>\n<p><a href="{html.escape(again)}">Begin again</a></p>',
    )


def safe_reason(reason: str) -> str:
    """The name of an error; empty where it does not look like one."""
    return reason if re.fullmatch(r"[a-z_]{1,40}", reason) else ""
