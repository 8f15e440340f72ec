"""What is remembered, and what is let go of."""

from core.chatting.lately import Lately


def test_what_was_put_is_remembered() -> None:
    """Also where there is nothing to say of it."""
    lately: Lately[str, None] = Lately(most=2)
    lately.put("a", None)

    assert "a" in lately
    assert "b" not in lately


def test_what_was_used_longest_ago_goes_first() -> None:
    """Asking for something counts as use."""
    lately: Lately[str, int] = Lately(most=2)
    lately.put("a", 1)
    lately.put("b", 2)
    lately.get("a")
    lately.put("c", 3)

    assert list(lately.latest_first()) == [("c", 3), ("a", 1)]


def test_what_is_forgotten_is_gone() -> None:
    """And forgetting what is not there does no harm."""
    lately: Lately[str, int] = Lately(most=2)
    lately.put("a", 1)
    lately.forget("a")
    lately.forget("a")

    assert lately.get("a") is None
