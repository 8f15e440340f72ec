"""The web page on which people ask, and the status page for operators."""

from adapters.web.events import EventStreams
from adapters.web.page import WebPage
from adapters.web.posts import WebPoster, WebPosting
from adapters.web.rules import WebRules
from adapters.web.visitors import PLATFORM

__all__ = ["PLATFORM", "EventStreams", "WebPage", "WebPoster", "WebPosting", "WebRules"]
