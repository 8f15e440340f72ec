"""The status page: how the desk is doing, for operators.  Never a word of what people asked.

`page` serves it, as HTML and as JSON; each other module has a part of it.
"""

from adapters.web.status.forms import SubscriptionForms
from adapters.web.status.page import Status, status_html

__all__ = ["Status", "SubscriptionForms", "status_html"]
