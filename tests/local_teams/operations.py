"""What the bot's calls do to chats: send, change, take away, open, and look who is there.

The connector calls them, each with what stood in the request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.local_teams.activity_rules import check_activity, check_entities
from tests.local_teams.mischief import Mischief
from tests.local_teams.refusals import Refusal, bad, no_activity, no_bot_here, no_conversation
from tests.local_teams.state import (
    CHANNEL,
    Account,
    Chat,
    Json,
    Message,
    World,
    entities_of,
    split_conversation,
    thread_id,
)
from tests.local_teams.streams import Streams

Done = tuple[int, Any]
"""The HTTP status, and the answer as JSON."""
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot asked."""

    path: dict[str, str]
    body: Json
    size: int
    """Bytes of the body."""
    query: dict[str, str] = field(default_factory=dict)


class Operations:
    """What each call does."""

    def __init__(self, *, world: World, streams: Streams, mischief: Mischief) -> None:
        """Take what there is.

        Args:
            world: What stands in Teams.
            streams: What becomes of pieces of streams.
            mischief: How big messages may be.
        """
        self._world = world
        self._streams = streams
        self._mischief = mischief

    def create(self, request: Request) -> Done:
        """Open a personal chat, or a thread in a channel."""
        data = request.body.get("channelData") or {}
        tenant = (data.get("tenant") or {}).get("id") or request.body.get("tenantId")
        channel = (data.get("channel") or {}).get("id") or data.get("teamsChannelId")
        if channel:
            return self._open_thread(str(channel), request)
        members = request.body.get("members") or []
        if request.body.get("isGroup") or len(members) != 1:
            raise bad("Bots can open chats with one person, and threads in channels.")
        if not tenant:
            raise Refusal(
                400, "BadSyntax", "Incorrect conversation creation parameters: no tenant."
            )
        account = self._account(str(members[0].get("id")))
        chat = self._world.personal(account)
        if not chat.has_bot or tenant != chat.tenant:
            words = "Bot is not installed in user's personal scope."
            raise Refusal(403, "ForbiddenOperationException", words)
        answer: Json = {"id": chat.id}
        if request.body.get("activity"):
            answer["activityId"] = self._post(chat, "", request.body["activity"], request.size).id
        return 201, answer

    def send(self, request: Request) -> Done:
        """Say something, or a piece of it, or that something is coming."""
        chat, root = self._chat(request)
        activity = request.body
        check_entities(activity)
        if next(entities_of(activity, "streaminfo"), None) is not None:
            if activity.get("type") == "message":
                check_activity(activity, 0, self._mischief.too_big_over)
            return self._streams.piece(chat, activity, request.size)
        check_activity(activity, request.size, self._mischief.too_big_over)
        if activity["type"] == "typing":
            return 202, {}
        return 201, {"id": self._post(chat, root, activity, request.size).id}

    def update(self, request: Request) -> Done:
        """Change what the bot said."""
        message = self._own(request)
        check_activity(request.body, request.size, self._mischief.too_big_over)
        if request.body["type"] != "message":
            raise bad("Only messages can be changed.")
        message.activity = request.body
        message.edits += 1
        return 200, {"id": message.id}

    def delete(self, request: Request) -> Done:
        """Take away what the bot said."""
        self._own(request).is_deleted = True
        return 200, None

    def members(self, request: Request) -> Done:
        """Everybody in a chat."""
        chat, _ = self._chat(request)
        return 200, [member_json(one) for one in chat.members]

    def member(self, request: Request) -> Done:
        """One person in a chat, by either id."""
        chat, _ = self._chat(request)
        wanted = request.path["member"]
        for one in chat.members:
            if wanted in (one.id, one.aad):
                return 200, member_json(one)
        raise Refusal(404, "MemberNotFoundInConversation", "Member not found in conversation.")

    def paged_members(self, request: Request) -> Done:
        """Some of those in a chat, and where to go on."""
        chat, _ = self._chat(request)
        start = int(request.query.get("continuationToken") or 0)
        size = int(request.query.get("pageSize") or _PAGE)
        page = chat.members[start : start + size]
        answer: Json = {"members": [member_json(one) for one in page]}
        if start + size < len(chat.members):
            answer["continuationToken"] = str(start + size)
        return 200, answer

    def team(self, request: Request) -> Done:
        """What a team is called."""
        team = self._team(request).team
        assert team is not None
        return 200, {"id": team.id, "name": team.name, "aadGroupId": team.aad}

    def channels(self, request: Request) -> Done:
        """The channels of a team; "General" has no name."""
        team = self._team(request).team
        assert team is not None
        shown = [one for one in team.channels if not one.is_gone]
        named = [{"id": one.id, "name": one.name if one.id != team.id else None} for one in shown]
        return 200, {"conversations": named}

    def _open_thread(self, channel: str, request: Request) -> Done:
        chat = self._known(channel)
        activity = request.body.get("activity")
        if not activity:
            raise bad("A thread begins with an activity.")
        check_activity(activity, request.size, self._mischief.too_big_over)
        message = self._post(chat, "", activity, request.size)
        return 201, {"id": thread_id(chat, message.id), "activityId": message.id}

    def _post(self, chat: Chat, root: str, activity: Json, size: int) -> Message:
        check_activity(activity, size, self._mischief.too_big_over)
        if root and chat.message(root) is None:
            raise no_conversation()
        new_id = self._world.new_id()
        return chat.add(Message(new_id, chat, self._world.bot_id, activity, under=root))

    def _own(self, request: Request) -> Message:
        """The bot's message that is meant.

        Raises:
            Refusal: There is none.
        """
        chat, _ = self._chat(request)
        message = chat.message(request.path["activity"])
        if message is None or message.is_deleted:
            raise no_activity()
        if message.author_id != self._world.bot_id:
            words = "The bot may change its own messages only."
            raise Refusal(403, "NotEnoughPermissions", words)
        return message

    def _chat(self, request: Request) -> tuple[Chat, str]:
        chat_id, root = split_conversation(request.path["chat"])
        chat = self._known(chat_id)
        if root and (chat.kind != CHANNEL or chat.message(root) is None):
            raise no_conversation()
        return chat, root

    def _known(self, chat_id: str) -> Chat:
        chat = self._world.chats.get(chat_id)
        if chat is None or chat.is_gone:
            raise no_conversation()
        if not chat.has_bot:
            raise no_bot_here(chat.refusal_code)
        return chat

    def _team(self, request: Request) -> Chat:
        chat = self._known(request.path["team"])
        if chat.team is None:
            raise no_conversation()
        return chat

    def _account(self, wanted: str) -> Account:
        for one in self._world.accounts.values():
            if wanted in (one.id, one.aad):
                return one
        raise bad(f"There is no user '{wanted}'.")


def member_json(account: Account) -> Json:
    """Somebody, as Teams tells bots of members."""
    given, _, surname = account.name.partition(" ")
    mail = f"{account.name.lower().replace(' ', '.')}@{account.tenant[:8]}.example"
    return {
        "id": account.id,
        "name": account.name,
        "givenName": given,
        "surname": surname,
        "email": mail,
        "userPrincipalName": mail,
        "aadObjectId": account.aad,
        "objectId": account.aad,
        "tenantId": account.tenant,
        "userRole": account.role,
    }
