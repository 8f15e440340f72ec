"""Which sites the words of a wish mean; refuses what they mean only in part.

Called by `core.waits.subscribing.desk`.
"""

from __future__ import annotations

from core.domain import WaitBoard
from core.errors import SubscriptionRefused
from core.waits.asking.asked import WaitsAsked
from core.waits.asking.understanding import understand, unknown_words
from core.waits.subscribing.wishes import ALERT_EXAMPLE, DIGEST_EXAMPLE, Wish
from core.waits.telling.wording import escaped, listed_in_words


def sites_meant(wish: Wish, board: WaitBoard) -> WaitsAsked:
    """Which sites a wish means.

    Raises:
        SubscriptionRefused: None that I know.
    """
    if not wish.sites:
        raise SubscriptionRefused(f'Which sites? Please name them, for example "{DIGEST_EXAMPLE}".')
    # Alone, a name is no question on wait times.
    asked = understand(f"wait times {wish.sites}", (), board)
    unknown = asked.not_known if asked is not None else ()
    unknown = unknown or unknown_words(wish.sites, board)
    if asked is not None and unknown:
        names = listed_in_words([escaped(name) for name in unknown])
        raise SubscriptionRefused(
            f"I know no wait times of {names}. Please name a site, town or region of the feed."
        )
    if asked is not None and asked.other_kind:
        raise SubscriptionRefused(
            f"There are no {escaped(asked.scope)}. Please name a site, town or region of the feed."
        )
    if asked is None or not asked.facilities:
        raise SubscriptionRefused(
            f"I do not know which sites you mean by “{escaped(wish.sites)}”. "
            f'Please write, for example, "{DIGEST_EXAMPLE}" or "{ALERT_EXAMPLE}".'
        )
    return asked
