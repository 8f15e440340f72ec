"""Which sites the words of a wish mean; refuses what they mean only in part.

Called by `core.waits.subscribing.desk`.
"""

from __future__ import annotations

from core.domain import WaitBoard
from core.errors import SubscriptionRefused
from core.waits.asking.asked import WaitsAsked
from core.waits.asking.understanding import understand, unknown_words
from core.waits.examples import examples_of
from core.waits.subscribing.wishes import Wish
from core.waits.telling.wording import escaped, listed_in_words


def sites_meant(wish: Wish, board: WaitBoard) -> WaitsAsked:
    """Which sites a wish means.

    Raises:
        SubscriptionRefused: None that I know.
    """
    examples = examples_of(board)
    digest, alert = escaped(examples.digest), escaped(examples.alert)
    if not wish.sites:
        raise SubscriptionRefused(f'Which sites? Please name them, for example "{digest}".')
    # Alone, a name is no question on wait times.
    asked = understand(f"wait times {wish.sites}", (), board)
    unknown = asked.not_known if asked is not None else ()
    unknown = unknown or unknown_words(wish.sites, board)
    if asked is not None and unknown:
        names = listed_in_words([f"“{escaped(_as_written(name, wish.sites))}”" for name in unknown])
        raise SubscriptionRefused(
            f"I know no wait times of {names}. Please name a site, town or region of the feed, "
            f'for example "{digest}" or "{alert}".'
        )
    if asked is not None and asked.other_kind:
        raise SubscriptionRefused(
            f"There are no {escaped(asked.scope)}. Please name a site, town or region of the feed, "
            f'for example "{digest}".'
        )
    if asked is None or not asked.facilities:
        raise SubscriptionRefused(
            f"I do not know which sites you mean by “{escaped(wish.sites)}”. "
            f'Please write, for example, "{digest}" or "{alert}".'
        )
    return asked


def _as_written(name: str, text: str) -> str:
    """A name in the person's own capitals."""
    at = text.lower().find(name.lower())
    return text[at : at + len(name)] if at >= 0 else name
