"""What the desk does for people on chat platforms, in the order in which `docs/platforms.md` tells it.

`tests.feature_table` makes the tables.  A feature is written here and in the marks of the tests that show
it, in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping

GROUPS = "Group chats: by mention, then without while one speaks with it"
REACTION = "A question that waits gets a reaction at once"
TITLE = "A conversation is called by its question"
CITATIONS = "Numbered citations that open their pages, and the label “AI-generated”"
NATIVE_CHARTS = "Charts that the platform draws itself"
TEAMS_LEFT_OUT = "Operators may leave out some of the organisation’s teams"
ORGANISATIONS = "Several organisations install it by themselves (OAuth)"
SOCKETS = "Connections that the desk opens, with nothing reachable from outside"
CERTIFICATE = "A certificate instead of a secret"

FEATURES: Mapping[str, tuple[str, ...]] = {
    "Asking": (
        "Mentions in channels are answered in their thread, with sources",
        "Direct messages, with follow-ups",
        GROUPS,
        "Follow-ups in threads without a mention",
        "Colleagues who ask in a thread are answered",
        "People who talk to each other in its threads are left alone",
        "Questions that mention nobody, where a channel wants them answered",
        "Asking privately from a channel, seen by nobody else",
        "“Answer this” on somebody’s message",
        "Home: what it knows, suggested questions, one’s recent ones, settings",
        "Suggested questions to press",
        "Prompts beside the box to write in",
        "Help, with examples that work here",
        "What it knows and how fresh that is (`sources`)",
        "It says hello where it is added",
        "Small talk, and declining what is unrelated or inappropriate",
        "Emergencies: the number to call comes first",
        "A page whose address is in the question is read for it",
        "Addresses of other sites are refused with the reason",
        "Who sends a file or a picture alone is told what it reads",
        "A slip in a command is put right",
    ),
    "Answers": (
        REACTION,
        "One’s place in the line is told",
        "An answer grows before one’s eyes (streaming)",
        "Where a stream ends or is not allowed, the same message grows by edits",
        "A draft quoted from the pages comes first",
        "The platform’s own Stop",
        "A Stop button of ours where the platform shows none",
        "Sources that open their pages",
        CITATIONS,
        "Long answers in several messages, nothing lost between them",
        "Tables",
        "Charts, with words for those who do not see them",
        NATIVE_CHARTS,
        "Nobody is called by what stands in a page or an answer",
        TITLE,
    ),
    "After answers": (
        "Thumbs beneath answers",
        "A thumb with a reason",
        "“Ask a person” posts the question where people answer it",
        "The people who answer may be on the other platform",
        "Edits: a mention that is added is answered",
        "Edits: who changes an answered question is told to ask again",
        "A question that is deleted is withdrawn, with its answer",
        "An answer that somebody deletes stays away",
        "“Forget” deletes a conversation",
    ),
    "Wait times and posts": (
        "Wait times",
        "Subscriptions of a channel: made, listed, ended, announced",
        "Subscriptions of one’s own, in direct messages",
        "Orders about subscriptions in plain words (pause, resume, unsubscribe)",
        "Posts by the clock, with a chart",
        "Alerts, subscribed to where they are to be seen",
        "A post that is kept up to date changes in its place",
        "Follow-ups under a post",
    ),
    "Settings of a channel": (
        "Settings of a channel (sources, tone, questions to nobody), changed by its people",
        "Only chosen people may change them",
        "Settings of one’s own, in direct messages",
    ),
    "What it may not do": (
        "What is said in one channel stays there",
        "Other bots and its own messages are not answered",
        "Guests and people of other organisations are told that they are not answered",
        "Operators may allow them",
        "What comes from another organisation is not believed",
        TEAMS_LEFT_OUT,
        "What the platform did not sign is refused",
        "Who is turned away is told why, alone and once",
        "Where something fails, people read calm words",
        "What people say is not in the log",
    ),
    "Whatever happens": (
        "A question is answered once, however often it is delivered",
        "Nothing is acknowledged that is not kept",
        "What one process had begun another one ends",
        "Rate limits are waited for",
        "Answers go before posts where not all can",
        "A post that the platform does not take now is shown later",
        "Who asked where it cannot answer is told so elsewhere",
        "It is removed, and may come back",
        "A platform that is away does not stop the rest",
    ),
    "Running it": (
        "The manifest or app package is made by a command",
        "`frontdesk doctor` finds what is wrong, with the cure",
        "A wrong setting stops the start, with what to do",
        "The status page tells how people reach it",
        "Both platforms in one desk",
        "Tried on one’s own machine, without an account",
        SOCKETS,
        ORGANISATIONS,
        CERTIFICATE,
    ),
}
"""By the headings under which they stand."""

ELSEWHERE: Mapping[tuple[str, str], str] = {
    (REACTION, "teams"): "bots cannot react: typing is shown, then a status",
    (TITLE, "teams"): "its threads and chats have no titles",
    (CITATIONS, "slack"): "a line of sources; Slack has no such label",
    (NATIVE_CHARTS, "slack"): "charts are pictures",
    (TEAMS_LEFT_OUT, "slack"): "a workspace has none; it answers where it is invited",
    (ORGANISATIONS, "teams"): "a bot belongs to one organisation",
    (SOCKETS, "teams"): "Teams posts to an address of the desk",
    (CERTIFICATE, "slack"): "Slack has tokens only",
}
"""What a platform has in another way, or cannot have, and why.  By feature and platform."""
