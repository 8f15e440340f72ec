"""A page to use the local Slack with: what somebody sees there, and what they can do.

`frontdesk slack try` serves it.  It is a client of `LocalSlack` and of nothing else: it knows nothing
of the app that is tried.
"""

from adapters.local_slack.page.page import SlackPage

__all__ = ["SlackPage"]
