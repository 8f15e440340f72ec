"""Messages and views as HTML, drawn so that each block is recognised.

For the page of `frontdesk slack try`.  Everything that came from outside is escaped; class names begin
with `bk-`.  What a person can press or fill in carries `data-block-id`, `data-action-id`, `data-type` and,
where it has one, `data-value`.
"""

from adapters.local_slack.drawing.blocks import blocks_as_html, message_as_html

__all__ = ["blocks_as_html", "message_as_html"]
