"""How often Slack lets each of its methods be called; `adapters.slack.calls` keeps to it."""

from __future__ import annotations

from collections.abc import Mapping

from core.chatting.pacing import Pace

SLACK_PACES: Mapping[str, Pace] = {
    "chat.postMessage": Pace(60, 3, is_by_channel=True),
    "chat.postEphemeral": Pace(100, 20),
    "chat.update": Pace(50, 10),
    "chat.delete": Pace(50, 10),
    "chat.startStream": Pace(20, 5),
    "chat.appendStream": Pace(100, 20),
    "chat.stopStream": Pace(20, 10),
    "conversations.history": Pace(50, 10),
    "conversations.replies": Pace(50, 10),
    "reactions.add": Pace(20, 10),
    "reactions.remove": Pace(20, 10),
    "agents.sessions.setStatus": Pace(50, 20),
}
"""Source: https://docs.slack.dev/apis/web-api/rate-limits (posting: one a second and channel, short
bursts allowed; tier 2: 20 a minute, tier 3: 50, tier 4: 100); other methods are paced by the 429
that they get.  So is reading in an app that is sold outside Slack's Marketplace: one page of 15
messages a minute.  Fewer streams may begin at once than may end at once: a stream has to be ended.  Nor are
more reactions added than can be taken away again, though 50 a minute may be."""
