"""Who the app is, who people are, and how it connects."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.connect import our_team
from adapters.local_slack.methods.call import Call, Method
from adapters.local_slack.payloads import user_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json


def api_test(call: Call) -> Json:
    """`api.test`."""
    if call.text("error"):
        raise SlackRefusal(call.text("error"), args=call.arguments)
    return {"args": call.arguments}


def auth_test(call: Call) -> Json:
    """`auth.test`."""
    workspace = call.workspace
    return {
        "url": f"{workspace.address}/",
        "team": workspace.name,
        "user": workspace.users[workspace.app.bot_user].name,
        "team_id": workspace.team_id,
        "user_id": workspace.app.bot_user,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
        **({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}),
    }


def auth_revoke(call: Call) -> Json:
    """`auth.revoke`."""
    if not call.flag("test"):
        call.workspace.app.ended_tokens[call.token] = "token_revoked"
    return {"revoked": not call.flag("test")}


def open_connection(call: Call) -> Json:
    """`apps.connections.open`."""
    return {"url": call.open_socket(call.token)}


def oauth_access(call: Call) -> Json:
    """`oauth.v2.access`."""
    return call.exchange_code(call.arguments)


def users_info(call: Call) -> Json:
    """`users.info`."""
    user = call.workspace.users.get(call.text("user"))
    if user is None:
        raise SlackRefusal("user_not_found")
    return {"user": user_json(call.workspace, user)}


def users_list(call: Call) -> Json:
    """`users.list`: everybody of this team on one page.

    Source: https://docs.slack.dev/apis/slack-connect (external people are asked for one by one)
    """
    workspace = call.workspace
    members = [user_json(workspace, one) for one in workspace.users.values() if not one.is_external]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def bots_info(call: Call) -> Json:
    """`bots.info`."""
    wanted = call.text("bot") or call.workspace.app.bot_id
    for user in call.workspace.users.values():
        if user.bot_id == wanted:
            own = {"app_id": call.workspace.app.id} if wanted == call.workspace.app.bot_id else {}
            return {"bot": {"id": wanted, "name": user.name, "user_id": user.id, **own}}
    raise SlackRefusal("bot_not_found")


def team_info(call: Call) -> Json:
    """`team.info`."""
    workspace = call.workspace
    if call.text("team") not in ("", workspace.team_id):
        raise SlackRefusal("team_not_found")
    team = {**our_team(workspace), "name": workspace.name}
    return {"team": team}


METHODS: Mapping[str, Method] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "apps.connections.open": open_connection,
    "oauth.v2.access": oauth_access,
    "users.info": users_info,
    "users.list": users_list,
    "bots.info": bots_info,
    "team.info": team_info,
}
