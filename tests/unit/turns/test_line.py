"""The line: order within conversations, fairness between people, places that come true."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import ConversationKey, Question
from core.line import FairLine, person_key, place_in_words, tells_place


def question(person: str, channel: str = "") -> Question:
    return Question("?", ConversationKey("slack", "T1", channel or person), person)


def line_of(*people: tuple[str, str]) -> FairLine:
    """Persons and channels in the order in which they ask; ids are their numbers."""
    line = FairLine()
    for number, (person, channel) in enumerate(people):
        join(line, str(number), question(person, channel))
    return line


def join(line: FairLine, turn_id: str, asked: Question) -> None:
    """Join, ready to be called."""
    line.join(turn_id, asked)
    line.ready(turn_id)


def served(line: FairLine) -> list[str]:
    """Call and answer one after another until nobody is left."""
    order = []
    while (turn_id := line.call()) is not None:
        order.append(turn_id)
        line.done(turn_id)
    return order


def test_nobody_is_next_in_an_empty_line() -> None:
    """There is nothing to do."""
    assert FairLine().call() is None


def test_who_comes_first_is_served_first() -> None:
    """Where everybody asks one question."""
    assert served(line_of(("a", "1"), ("b", "2"), ("c", "3"))) == ["0", "1", "2"]


def test_ten_questions_do_not_hold_up_nine_people() -> None:
    """The one who asks ten is served once, then the nine, then the rest."""
    line = line_of(*(("greedy", f"g{n}") for n in range(10)), *((f"p{n}", "") for n in range(9)))
    order = served(line)
    assert order[:10] == ["0", *(str(number) for number in range(10, 19))]
    assert order[10:] == [str(number) for number in range(1, 10)]


def test_late_comers_do_not_wait_for_a_backlog() -> None:
    """Somebody new comes before the third question of somebody else."""
    line = line_of(*(("greedy", f"g{n}") for n in range(5)))
    for _ in range(2):
        line.done(line.call() or "")
    join(line, "new", question("new"))
    assert line.order()[:2] == ("2", "new")


def test_a_conversation_is_answered_in_order() -> None:
    """Also when its first question is asked by somebody with many."""
    line = line_of(("greedy", "x"), ("greedy", "x"), ("b", "x"), ("c", "y"))
    assert line.call() == "0"
    assert line.call() == "3"
    assert line.call() is None
    line.done("0")
    assert line.call() == "1"
    line.done("1")
    assert line.call() == "2"


def test_who_leaves_is_not_called() -> None:
    """A question that was stopped makes room."""
    line = line_of(("a", "1"), ("b", "2"), ("c", "3"))
    line.done("1")
    assert served(line) == ["0", "2"]


def test_who_is_not_ready_is_passed_over() -> None:
    """Others are served meanwhile, but not those behind it in its conversation."""
    line = FairLine()
    line.join("0", question("a", "x"))
    join(line, "1", question("b", "x"))
    join(line, "2", question("c", "y"))
    assert line.call() == "2"
    assert line.call() is None
    line.ready("0")
    assert line.call() == "0"


def test_who_is_withdrawn_keeps_the_conversation_busy() -> None:
    """Its end has to be shown before the next one is answered."""
    line = line_of(("a", "x"), ("a", "x"))
    line.withdraw("0")
    assert len(line) == 1
    assert line.call() is None
    line.done("0")
    assert line.call() == "1"


def test_questions_of_a_person_are_counted() -> None:
    """So that nobody fills the line alone."""
    line = line_of(("a", "1"), ("a", "2"), ("b", "3"))
    assert line.waiting_of(person_key(question("a"))) == 2
    line.call()
    assert line.waiting_of(person_key(question("a"))) == 1


def test_without_a_name_the_conversation_is_the_person() -> None:
    """A platform may not tell who asks."""
    key = ConversationKey("web", "", "visitor", "thread")
    assert person_key(Question("?", key)) == ("web", "", "visitor thread")


PEOPLE = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=30)


@given(PEOPLE)
def test_everybody_is_served_once_and_in_the_order_told(people: Sequence[tuple[str, str]]) -> None:
    """Nobody is lost, nobody is served twice; the places that were told come true."""
    line = line_of(*people)
    told = list(line.order())
    assert sorted(told) == sorted(str(number) for number in range(len(people)))
    assert served(line) == told
    assert len(line) == 0


@given(PEOPLE, st.integers(1, 4))
def test_conversations_stay_in_order_however_many_are_served(
    people: Sequence[tuple[str, str]], at_once: int
) -> None:
    """Of each conversation at most one question is being answered, the oldest."""
    line = line_of(*people)
    busy: list[str] = []
    order: list[str] = []
    while True:
        while len(busy) < at_once and (turn_id := line.call()) is not None:
            busy.append(turn_id)
            order.append(turn_id)
        channels = [people[int(turn_id)][1] for turn_id in busy]
        assert len(set(channels)) == len(channels)
        if not busy:
            break
        line.done(busy.pop(0))
    for channel in "xyz":
        asked = [str(n) for n, (_, where) in enumerate(people) if where == channel]
        assert [turn_id for turn_id in order if people[int(turn_id)][1] == channel] == asked


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=40))
def test_nobody_is_far_behind(people: Sequence[str]) -> None:
    """Before your n-th question nobody else is served more than n times, in channels apart."""
    line = line_of(*((person, f"{person}{n}") for n, person in enumerate(people)))
    counts = dict.fromkeys("abcde", 0)
    for turn_id in served(line):
        person = people[int(turn_id)]
        counts[person] += 1
        assert all(count <= counts[person] for count in counts.values())


@pytest.mark.parametrize(
    ("place", "seconds", "words"),
    [
        (1, 0, "You are next"),
        (2, 21, "You are 2nd in line, about 20 s"),
        (3, 3, "You are 3rd in line, about 5 s"),
        (11, 200, "You are 11th in line, about 3 min"),
        (22, 1, "You are 22nd in line"),
    ],
)
def test_places_are_told_in_words(place: int, seconds: float, words: str) -> None:
    """With a rough time where there is one worth telling."""
    assert place_in_words(place, seconds) == words
    assert tells_place(words)


def test_other_statuses_tell_no_place() -> None:
    """Some adapters show places in line and nothing else."""
    assert not tells_place("Looking through the pages")
    assert not tells_place("Reading example.org")
