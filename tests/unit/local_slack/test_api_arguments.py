"""The reading of arguments, which come as JSON or as text of a form."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adapters.local_slack.arguments import Kind, MethodRules, read_arguments
from adapters.local_slack.limits import TIERS
from adapters.local_slack.method_rules import METHOD_RULES
from adapters.local_slack.methods.table import METHODS
from adapters.local_slack.refusals import SlackRefusal

_RULES = MethodRules(
    optional={
        "text": Kind.TEXT,
        "limit": Kind.NUMBER,
        "flag": Kind.FLAG,
        "list": Kind.ARRAY,
        "object": Kind.OBJECT,
    }
)
_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=10,
)


def test_every_method_has_rules_and_every_rule_a_method():
    """The two tables name the same methods, and limits name no others."""
    assert set(METHODS) == set(METHOD_RULES)
    assert set(TIERS) <= set(METHODS)


@given(
    values=some.fixed_dictionaries(
        {},
        optional={
            "text": some.text(),
            "limit": some.integers(),
            "flag": some.booleans(),
            "list": some.lists(_JSON),
            "object": some.dictionaries(some.text(), _JSON),
        },
    )
)
def test_forms_and_json_mean_the_same(values: dict):
    """What a form carries as text is read as the JSON that it stands for."""
    form = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
    }
    assert read_arguments(_RULES, form) == read_arguments(_RULES, values) == values


@given(given_values=some.dictionaries(some.sampled_from([*_RULES.optional, "other"]), _JSON))
def test_nothing_but_a_refusal_comes_of_wrong_arguments(given_values: dict):
    """Whatever is sent, it is read or refused."""
    try:
        read_arguments(_RULES, given_values)
    except SlackRefusal as refusal:
        error = refusal.error
    else:
        error = "invalid_arguments"
    assert error == "invalid_arguments"


def test_null_is_as_good_as_nothing():
    """A required argument that is null is missing."""
    with pytest.raises(SlackRefusal):
        read_arguments(MethodRules(required={"text": Kind.TEXT}), {"text": None})
