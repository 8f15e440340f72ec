"""Block Kit, as the real Slack judges it.

`schema` holds the words, `texts`, `elements`, `rich_text` and `blocks` the description, `checking` the
verdict.  The Web API's methods call it.
"""

from adapters.local_slack.block_kit.checking import check_blocks, check_view
from adapters.local_slack.block_kit.counting import characters_of

__all__ = ["characters_of", "check_blocks", "check_view"]
