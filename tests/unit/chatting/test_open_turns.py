"""Which turns are found again by their message or thread."""

from core.chatting.open_turns import AskedIn, OpenTurns


def asked(ts: str, thread: str = "1.0", channel: str = "C1") -> AskedIn:
    return AskedIn("T1", channel, thread, ts)


def test_turn_is_found_by_its_message() -> None:
    """A deleted message leads to the turn that it asked for."""
    turns = OpenTurns()
    turns.remember("a", asked("1.0"))

    assert turns.of_message("T1", "C1", "1.0") == "a"
    assert turns.of_message("T1", "C2", "1.0") is None


def test_turns_are_found_by_their_thread() -> None:
    """Slack's Stop is for all that is open in a thread, latest first."""
    turns = OpenTurns()
    turns.remember("a", asked("1.0"))
    turns.remember("b", asked("1.1"))
    turns.remember("c", asked("1.2", thread="2.0"))

    assert turns.of_thread("T1", "C1", "1.0") == ("b", "a")


def test_turn_without_a_message_is_found_by_its_thread() -> None:
    """Private questions have no message."""
    turns = OpenTurns()
    turns.remember("a", AskedIn("T1", "C1", "private:U1"))

    assert turns.of_thread("T1", "C1", "private:U1") == ("a",)
    assert turns.of_message("T1", "C1", "") is None


def test_turn_tells_where_it_came_from() -> None:
    """A button that names a turn is held against it."""
    turns = OpenTurns()
    turns.remember("a", asked("1.0"))

    assert turns.of("a") == asked("1.0")
    assert turns.of("b") is None


def test_oldest_is_forgotten_when_there_are_too_many() -> None:
    """Memory is bounded."""
    turns = OpenTurns(most=2)
    for number in range(3):
        turns.remember(str(number), asked(f"{number}.0"))

    assert turns.of_message("T1", "C1", "0.0") is None
    assert turns.of_thread("T1", "C1", "1.0") == ("2", "1")
