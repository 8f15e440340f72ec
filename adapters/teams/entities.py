"""Entities of an activity that botbuilder sends as they are.  `adapters.teams.activities` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from botbuilder.schema import Entity


class WholeEntity(Entity):
    """An entity of any kind, sent with everything it holds.

    Of botbuilder's own `Entity` only `type` is sent (seen in 4.17.1): stream info, the label
    "AI-generated" and citations vanish, and nothing is said.  Expected: its additional properties are
    sent too.  A change for that was closed: https://github.com/microsoft/botbuilder-python/pull/2242
    """

    _attribute_map: ClassVar[dict[str, dict[str, str]]] = {
        "additional_properties": {"key": "", "type": "{object}"},
        "type": {"key": "type", "type": "str"},
    }

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Take the entity as Teams' documentation writes it, `type` included."""
        fields = dict(content)
        super().__init__(type=fields.pop("type"))
        self.additional_properties = fields
