"""The words in which Block Kit is described: a string so long, a list of so many, an object with these fields.

`texts`, `elements`, `rich_text` and `blocks` describe Block Kit with them; `checking` asks what is wrong
with a payload.  It knows no block.  Problems are worded as Slack words them.

Source: answers of the real Web API as quoted in public issue trackers, e.g.
https://github.com/slackapi/java-slack-sdk/issues/853 and https://github.com/metabase/metabase/issues/74943
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

Json: TypeAlias = dict[str, Any]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that Slack would not take."""

    problem: str
    at: str
    """JSON pointer, e.g. `/blocks/0/text`."""

    def __str__(self) -> str:
        """As it stands in `response_metadata.messages`."""
        return f"[ERROR] {self.problem} [json-pointer:{self.at}]"


class Shape(Protocol):
    """What a value must look like."""

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """What is wrong with a value that stands at a JSON pointer; nothing when it is right."""


Rule: TypeAlias = Callable[[Json, str], Iterator[Fault]]
"""What fields of one object must be to each other."""


@dataclass(frozen=True, slots=True)
class String:
    """Text of a certain length, in characters."""

    at_most: int | None = None
    at_least: int = 1

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        if not isinstance(value, str):
            yield Fault("must provide a string", at)
        elif len(value) < self.at_least:
            yield Fault(f"must be more than {self.at_least - 1} characters", at)
        elif self.at_most is not None and len(value) > self.at_most:
            yield Fault(f"must be less than {self.at_most + 1} characters", at)


@dataclass(frozen=True, slots=True)
class Address:
    """A URL."""

    at_most: int = 3000
    schemes: frozenset[str] = frozenset()
    """Which are allowed; empty: any."""

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        wrong = list(String(self.at_most).faults(value, at))
        if not wrong and isinstance(value, str):
            scheme = value.partition(":")[0].lower()
            if not _ADDRESS.fullmatch(value) or (self.schemes and scheme not in self.schemes):
                wrong.append(Fault("must be a valid URL", at))
        yield from wrong


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: frozenset[str]

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        if not isinstance(value, str):
            yield Fault("must provide a string", at)
        elif value not in self.words:
            yield Fault("must be a valid enum value", at)


def choice(words: str) -> Choice:
    """One of the words of a text, e.g. `choice("primary danger")`."""
    return Choice(frozenset(words.split()))


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        if not isinstance(value, bool):
            yield Fault("must provide a boolean", at)


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds; a whole one unless fractions are allowed."""

    at_least: int | None = None
    at_most: int | None = None
    whole: bool = True

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        kinds: tuple[type, ...] = (int,) if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            yield Fault("must provide an integer" if self.whole else "must provide a number", at)
            return
        assert isinstance(value, int | float)
        if self.at_least is not None and value < self.at_least:
            yield Fault(f"must be greater than {self.at_least - 1}", at)
        if self.at_most is not None and value > self.at_most:
            yield Fault(f"must be less than {self.at_most + 1}", at)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things of one shape."""

    of: Shape
    at_most: int | None = None
    at_least: int = 1

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        if not isinstance(value, list):
            yield Fault("must provide an array", at)
            return
        if len(value) < self.at_least:
            yield Fault(f"no fewer than {self.at_least} items allowed", at)
        if self.at_most is not None and len(value) > self.at_most:
            yield Fault(f"no more than {self.at_most} items allowed", at)
            return
        for number, item in enumerate(value):
            yield from self.of.faults(item, f"{at}/{number}")


@dataclass(frozen=True, slots=True)
class OrNull:
    """A thing, or null in its place."""

    shape: Shape

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        if value is not None:
            yield from self.shape.faults(value, at)


@dataclass(frozen=True, slots=True)
class Record:
    """An object with certain fields and no others."""

    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`.  Rules are asked only about an object whose fields are right."""
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        wrong = list(self._faults_of_fields(value, at))
        yield from wrong
        if not wrong:
            for rule in self.rules:
                yield from rule(value, at)

    def _faults_of_fields(self, value: Json, at: str) -> Iterator[Fault]:
        for name in self.required:
            if name not in value:
                yield Fault(f"missing required field: {name}", at)
        for name, one in value.items():
            shape = self.required.get(name) or self.optional.get(name)
            if shape is None:
                yield Fault(f"invalid additional property: {name}", at)
            else:
                yield from shape.faults(one, f"{at}/{name}")


@dataclass(frozen=True, slots=True)
class Kinds:
    """An object that says in `type` what it is."""

    by_type: Mapping[str, Record]

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
        elif "type" not in value:
            yield Fault("missing required field: type", at)
        elif not isinstance(value["type"], str):
            yield Fault("must provide a string", f"{at}/type")
        elif value["type"] not in self.by_type:
            yield Fault(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from self.by_type[value["type"]].faults(value, at)

    def only(self, names: str) -> Kinds:
        """Those of some types, e.g. `only("button overflow")`."""
        return Kinds({name: self.by_type[name] for name in names.split()})


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A shape of which Slack says first that nothing matched, and then why."""

    shape: Shape

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        """See `Shape`."""
        wrong = list(self.shape.faults(value, at))
        if wrong and isinstance(value, dict):
            yield Fault("failed to match all allowed schemas", at)
        yield from wrong


def one_or_more_of(*names: str) -> Rule:
    """At least one of these fields must be there."""

    def check(value: Json, at: str) -> Iterator[Fault]:
        if not any(name in value for name in names):
            yield Fault(f"must define either {_listed(names)}", at)

    return check


def exactly_one_of(*names: str) -> Rule:
    """One of these fields must be there, and only one."""

    def check(value: Json, at: str) -> Iterator[Fault]:
        if sum(name in value for name in names) != 1:
            yield Fault(f"must define exactly one of {_listed(names)}", at)

    return check


def _listed(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)
