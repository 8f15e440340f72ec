"""The web page as `bot` sees it: one object with routes, which is also the platform's opener.

Everything else in this folder is put together here.
"""

from __future__ import annotations

from aiohttp import web

from adapters.web.access import AccessGuard, Handler, set_security_headers
from adapters.web.conversations import ConversationList, Suggest
from adapters.web.events import EventStreams
from adapters.web.live import LiveReplies
from adapters.web.pages import Pages
from adapters.web.posts import PostList, WebPosting
from adapters.web.rules import WebRules
from adapters.web.sessions import Sessions
from adapters.web.sign_in import SignIn
from adapters.web.status import Status, SubscriptionForms
from adapters.web.turns import Turns
from adapters.web.visitors import Visitors
from core.domain import AcceptedTurn
from core.ports import (
    Clock,
    Conversations,
    FeedbackStore,
    History,
    KeepPlace,
    Reply,
    ServingDesk,
    StatusSource,
)


class WebPage:
    """A chat in the browser; implements `core.ports.ReplyOpener` for the platform `web`."""

    def __init__(
        self,
        *,
        desk: ServingDesk,
        history: History,
        conversations: Conversations,
        feedback: FeedbackStore,
        status: StatusSource,
        suggest: Suggest,
        rules: WebRules,
        now: Clock,
        streams: EventStreams,
        posting: WebPosting | None = None,
    ) -> None:
        """Put the page together; nothing is served before `add_to`.

        Args:
            desk: Takes questions; is to have this page attached as the opener of `PLATFORM`.
            history: Deletes conversations.
            conversations: Shows them again.
            feedback: Keeps thumbs.
            status: What the status page shows.
            suggest: Gives the questions that an empty page suggests.
            rules: Who may reach the page, and how.
            now: For sessions, and for how long finished answers stay in memory.
            streams: Carries answers to browsers while they are written.
            posting: What is posted to visitors, and the subscriptions that operators manage; None
                where this desk posts nothing.
        """
        sessions = Sessions(token=rules.token, now=now)
        visitors = Visitors(rules=rules)
        self._streams = streams
        self._replies = LiveReplies(history=history, now=now)
        self._pages = Pages()
        self._guard = AccessGuard(rules=rules, sessions=sessions, now=now)
        self._sign_in = SignIn(rules=rules, guard=self._guard, sessions=sessions, pages=self._pages)
        self._status = Status(
            source=status,
            pages=self._pages,
            now=now,
            describe=posting.describe if posting is not None else None,
        )
        self._turns = Turns(
            desk=desk,
            conversations=conversations,
            feedback=feedback,
            replies=self._replies,
            streams=self._streams,
            visitors=visitors,
            rules=rules,
            now=now,
        )
        self._conversations = ConversationList(
            desk=desk,
            history=history,
            conversations=conversations,
            replies=self._replies,
            suggest=suggest,
            visitors=visitors,
            rules=rules,
            has_updates=posting is not None,
        )
        self._posting_routes = _posting_routes(posting, visitors) if posting is not None else []

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> Reply:
        """Open the reply to a turn; its place is its conversation, so there is none to keep."""
        del keep_place
        return self._replies.open(turn)

    def guarded(self, handler: Handler) -> Handler:
        """Demand sign-in, and the right host, of a handler that is not the page's own."""
        return self._guard.guarded(handler)

    def add_to(self, app: web.Application) -> None:
        """Serve the page from an application; its streams end when the application shuts down."""
        app.on_response_prepare.append(set_security_headers)
        app.on_shutdown.append(self._streams.close)
        app.add_routes(self._open_routes())
        app.add_routes(self._closed_routes())

    def _open_routes(self) -> list[web.RouteDef]:
        """What people see before they have signed in."""

        def guarded(handler: Handler) -> Handler:
            return self._guard.guarded(handler, needs_sign_in=False)

        return [
            web.get("/sign-in", guarded(self._sign_in.form)),
            web.post("/sign-in", guarded(self._sign_in.sign_in)),
            web.post("/sign-out", guarded(self._sign_in.sign_out)),
            web.get("/static/{name}", guarded(self._pages.static)),
        ]

    def _closed_routes(self) -> list[web.RouteDef]:
        turn = "/api/turns/{turn_id}"
        conversation = "/api/conversations/{thread}"
        routes = [
            web.get("/", self._pages.chat),
            web.get("/status", self._status.page),
            web.get("/api/status", self._status.json),
            web.get("/api/desk", self._conversations.desk),
            web.get("/api/suggestions", self._conversations.suggestions),
            web.get("/api/conversations", self._conversations.all),
            web.get(conversation, self._conversations.one),
            web.delete(conversation, self._conversations.forget),
            web.post("/api/questions", self._turns.ask),
            web.get(f"{turn}/events", self._turns.events),
            web.post(f"{turn}/stop", self._turns.stop),
            web.put(f"{turn}/feedback", self._turns.rate),
            web.get(rf"{turn}/pictures/{{number:\d{{1,3}}}}.png", self._turns.picture),
            *self._posting_routes,
        ]
        return [
            web.RouteDef(route.method, route.path, self.guarded(route.handler), route.kwargs)
            for route in routes
        ]


def _posting_routes(posting: WebPosting, visitors: Visitors) -> list[web.RouteDef]:
    posts = PostList(outbox=posting.outbox, visitors=visitors)
    return [
        web.get("/api/posts", posts.all),
        web.get("/api/posts/{post_id}/picture.png", posts.picture),
        *SubscriptionForms(actions=posting.subscriptions).routes(),
    ]
