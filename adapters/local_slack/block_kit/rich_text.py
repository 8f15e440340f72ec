"""Rich text: paragraphs, lists, quotes and code with styled words in them.

Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.block_kit.schema import (
    Address,
    Choice,
    Flag,
    Items,
    Kinds,
    Number,
    Record,
    Shape,
    String,
    choice,
)

_STYLES = {
    name: Flag()
    for name in ("bold", "italic", "strike", "highlight", "client_highlight", "underline")
}
_STYLE = Record(optional=_STYLES)
_TEXT_STYLE = Record(optional={**_STYLES, "code": Flag(), "unlink": Flag()})
"""The element's page does not list `code`, but Slack's own composer sends it, and its clients' types do.
Source: https://docs.slack.dev/tools/node-slack-sdk/reference/types/interfaces/RichTextStyleable"""
_LINK_STYLE = Record(optional={**_STYLES, "unlink": Flag()})
"""For links and mentions.
Source: https://docs.slack.dev/reference/block-kit/block-elements/link-element"""


def _inline(
    name: str,
    required: Mapping[str, Shape],
    optional: Mapping[str, Shape] | None = None,
    style: Record = _STYLE,
) -> tuple[str, Record]:
    return name, Record(
        required={"type": Choice(frozenset({name})), **required},
        optional={"style": style, **(optional or {})},
    )


_WORDS = Kinds(
    dict(
        [
            _inline("text", {"text": String()}, style=_TEXT_STYLE),
            _inline(
                "link",
                {"url": Address()},
                {
                    "text": String(),
                    "unsafe": Flag(),
                    "from_llm": Flag(),
                    "is_slack_url": Flag(),
                    "truncated": Flag(),
                },
                style=_LINK_STYLE,
            ),
            _inline(
                "emoji",
                {"name": String()},
                {"unicode": String(), "skin_tone": Number(1, 6)},
            ),
            _inline("user", {"user_id": String()}, style=_LINK_STYLE),
            _inline("usergroup", {"usergroup_id": String()}, style=_LINK_STYLE),
            _inline("channel", {"channel_id": String()}, style=_LINK_STYLE),
            _inline("team", {"team_id": String()}, style=_LINK_STYLE),
            _inline("broadcast", {"range": choice("here channel everyone")}),
            _inline("color", {"value": String()}),
            _inline(
                "date",
                {"timestamp": Number(), "format": String()},
                {"url": Address(), "fallback": String(), "timezone": String()},
            ),
        ]
    )
)

_BORDER = Number(0, 1)
_MOST_INDENTED = 8

# An empty section is refused by Slack ("missing element"), or was until lately: whoever sends none is
# safe.  Source: https://github.com/NousResearch/hermes-agent/pull/59621
_SECTION = Record(required={"type": choice("rich_text_section"), "elements": Items(_WORDS)})
_LIST = Record(
    required={
        "type": choice("rich_text_list"),
        "style": choice("bullet ordered"),
        "elements": Items(Kinds({"rich_text_section": _SECTION})),
    },
    optional={
        "indent": Number(0, _MOST_INDENTED),
        "offset": Number(0),
        "border": _BORDER,
    },
)
_PREFORMATTED = Record(
    required={
        "type": choice("rich_text_preformatted"),
        "elements": Items(_WORDS.only("text link")),
    },
    optional={"border": _BORDER, "language": String()},
)
_QUOTE = Record(
    required={"type": choice("rich_text_quote"), "elements": Items(_WORDS)},
    optional={"border": _BORDER},
)

RICH_TEXT = Record(
    required={
        "type": choice("rich_text"),
        "elements": Items(
            Kinds(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_preformatted": _PREFORMATTED,
                    "rich_text_quote": _QUOTE,
                }
            ),
        ),
    },
    optional={"block_id": String(255)},
)
"""As a block, as a table's cell and as what stands in an input at first."""
