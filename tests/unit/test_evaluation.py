"""How answers are held against what is known, and summed up."""

from __future__ import annotations

import pytest

from core.domain import Answered, Declined, Outcome, Timings, Unavailable
from core.evaluation import Case, by_kind, judge, score
from tests.fakes.answering import evidence

PARKING = evidence("Call 780-555-0142.", address="https://e.org/p")
PAYROLL = evidence("Maria Chen.", address="https://e.org/q")
CASE = Case("1", "Who?", "person", addresses=("https://e.org/q",), contains=("Maria Chen",))
UNANSWERABLE = Case("2", "What?", "off-topic")


def answered(text: str, *pieces: object, ms: float = 10.0) -> Answered:
    return Answered(text, evidence=pieces, timings=Timings(total_ms=ms))


class TestJudge:
    def test_the_rank_is_that_of_the_first_right_page(self) -> None:
        """Pages count, not passages."""
        assert judge(CASE, answered("", PARKING, PARKING, PAYROLL)).rank == 2

    def test_a_page_that_was_not_found_has_no_rank(self) -> None:
        """Nor has anything when nothing could be looked up."""
        assert judge(CASE, answered("", PARKING)).rank == 0
        assert judge(CASE, Unavailable("")).rank == 0

    @pytest.mark.parametrize("address", ["https://e.org/q/", "https://e.org/q#top"])
    def test_addresses_that_mean_the_same_page_are_the_same(self, address: str) -> None:
        """A slash at the end and a fragment do not matter."""
        case = Case("1", "Who?", addresses=(address,))
        assert judge(case, answered("", PAYROLL)).rank == 1

    @pytest.mark.parametrize(
        "text", ["Maria Chen does.", "MARIA  CHEN", "**Maria** Chen", "[Maria Chen](https://e.org)"]
    )
    def test_facts_are_found_however_they_are_set(self, text: str) -> None:
        """Case, blanks, emphasis and links do not matter."""
        assert judge(CASE, answered(text)).missing == ()

    def test_missing_facts_are_named(self) -> None:
        """So that one sees what is lacking."""
        assert judge(CASE, answered("Omar Haddad.")).missing == ("Maria Chen",)

    def test_contacts_that_no_source_holds_are_ungrounded(self) -> None:
        """A number of the passage is not, one that was made up is."""
        verdict = judge(CASE, answered("Call 780-555-0142 or 780-555-0199.", PARKING))
        assert verdict.contacts == 2
        assert verdict.ungrounded == ("780-555-0199",)


def verdicts(*outcomes: tuple[Case, Outcome]) -> list:
    return [judge(case, outcome) for case, outcome in outcomes]


class TestScore:
    def test_shares_are_of_what_can_be_counted(self) -> None:
        """Right and wrong declines, facts and ranks, each over its own cases."""
        figures = score(
            verdicts(
                (CASE, answered("Maria Chen.", PAYROLL)),
                (CASE, answered("Omar.", PARKING, PAYROLL)),
                (CASE, Declined("Not there.", evidence=(PARKING,))),
                (UNANSWERABLE, Declined("Not there.")),
                (UNANSWERABLE, answered("It is 3,422 °C.")),
            )
        )
        assert figures.cases == 5
        assert figures.hit_at == {1: pytest.approx(1 / 3), 3: pytest.approx(2 / 3), 5: 2 / 3}
        assert figures.mean_reciprocal_rank == pytest.approx(0.5)
        assert figures.facts == pytest.approx(1 / 3)
        assert figures.right_declines == 0.5
        assert figures.wrong_declines == pytest.approx(1 / 3)

    def test_what_cannot_be_counted_is_none(self) -> None:
        """A share of nothing is not zero."""
        figures = score([])
        assert figures.cases == 0
        assert figures.facts is None
        assert figures.ungrounded is None
        assert figures.p95_ms is None

    def test_times_are_median_and_late_ones(self) -> None:
        """One slow answer in twenty shows in the second."""
        times = [10.0] * 19 + [500.0]
        figures = score(verdicts(*((CASE, answered("", ms=ms)) for ms in times)))
        assert (figures.p50_ms, figures.p95_ms) == (10.0, 500.0)

    def test_kinds_come_in_the_order_of_the_file(self) -> None:
        """Each with its own figures."""
        scores = by_kind(verdicts((UNANSWERABLE, Declined("")), (CASE, answered(""))))
        assert list(scores) == ["off-topic", "person"]
        assert scores["off-topic"].cases == 1
