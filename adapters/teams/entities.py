"""What botbuilder sends as it is: entities of an activity, and answers to invokes.

`adapters.teams.activities` makes the entities, `adapters.teams.app_adapter` the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from botbuilder.schema import Entity
from msrest.serialization import Model


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


class PlainJson(Model):
    """A JSON object, sent as it is.

    botbuilder's adapter fails on an invoke's answer that is a dictionary (seen in 4.17.1).
    """

    _attribute_map = {"additional_properties": {"key": "", "type": "{object}"}}  # noqa: RUF012  (msrest's)

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Take the object."""
        super().__init__(additional_properties=dict(content))  # type: ignore[no-untyped-call]
