"""Takes emoji out of what people write: `:tada:` as chat platforms spell them, and the pictures.

`answering` calls it before anything is understood or looked up, and whoever shows a question as a
title.  What stands in code is code: `a:b:c` there is no emoji.
"""

from __future__ import annotations

import re

_CODE = r"(?P<code>```.*?```|`[^`\n]*`)"
_NAMED = r"(?<![\w:]):(?:[+-]1|100|1234|(?=[\w+'-]*[^\W\d_])[^\W_A-Z][\w+'-]*):(?!\w)"
"""`:+1:`, `:white_check_mark:`; `7:00:` and `std::cout` are none."""
_MORE = r"(?::(?:[+-]1|[^\W_A-Z][\w+'-]*):(?!\w))*"
"""Further ones that follow at once, such as `:skin-tone-3:`."""
_KEYCAP = r"[0-9#*]\ufe0f?\u20e3"
_PICTURE = (
    r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b55\u231a-\u231b\u23e9-\u23f3]"
    r"|[\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f]"
)
"""Source: https://www.unicode.org/Public/emoji/latest/emoji-data.txt"""
_EMOJI = re.compile(rf"{_CODE}|{_NAMED}{_MORE}|{_KEYCAP}|(?:{_PICTURE})+", re.DOTALL)
_BEFORE_STOP = re.compile(r"[ \t]+(?=[?.!,;](?:\s|$))")
_BLANKS = re.compile(r"[ \t]{2,}")


def without_emoji(text: str) -> str:
    """What somebody wrote, without emoji; a text without any comes back as it is.

    Args:
        text: May have several lines, and code in it.
    """
    bare = _EMOJI.sub(lambda found: found["code"] or " ", text)
    if bare == text:
        return text
    return _BLANKS.sub(" ", _BEFORE_STOP.sub("", bare)).strip()


def is_only_emoji(text: str) -> bool:
    """Whether a message is emoji and nothing else."""
    bare = without_emoji(text)
    return bare != text and not any(character.isalnum() for character in bare)
