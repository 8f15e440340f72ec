"""What an answer can be made of: passages of the index, or of pages that the person named.

Decides whether they answer at all, and says so where they do not.  `answering` calls it; writing
is not its business.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.citing import nearest
from core.domain import Declined, Findings, Leaning, Query
from core.errors import IndexUnusable
from core.judgement import confidence
from core.named_pages import NamedPages, PageQuestion, Reading, suffices
from core.ports import Retriever
from core.small_talk import with_contact

_NEARER = 0.1
"""How much nearer a question's words must come to a passage to tell a follow-up from a new one."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer can be made of, or why there is none."""

    question: str
    """What the generator is asked."""
    findings: Findings
    remark: str = ""
    """Stands before the answer; may be empty."""
    declined: Declined | None = None


class BasisFinder:
    """Finds what an answer can stand on."""

    def __init__(
        self, *, retriever: Retriever, named_pages: NamedPages, strictness: float, contact: str
    ) -> None:
        """Take what looking up needs.

        Args:
            retriever: Looks in the index.
            named_pages: Reads pages by their addresses.
            strictness: 0 to 1: how sure one must be that the passages answer.
            contact: Whom to ask when they do not; may be empty.
        """
        self._retriever = retriever
        self._named_pages = named_pages
        self._strictness = strictness
        self._contact = contact

    async def look_up(self, query: Query) -> Basis:
        """What the pages that the desk knows say to a question."""
        findings = await self._retriever.retrieve(query)
        if query.context and query.leaning is not Leaning.SURELY:
            # With the topic of before, other passages are found; do they have what the words ask?
            alone = await self._retriever.retrieve(replace(query, context=""))
            margin = _NEARER if query.leaning is Leaning.MAYBE else -_NEARER
            if alone.shortfall < findings.shortfall + margin:
                query, findings = replace(query, context=""), alone
        question = f"{query.context} {findings.text}".strip()
        is_enough = confidence(findings) >= self._strictness
        declined = None if is_enough else self._decline(findings, is_limited=bool(query.sources))
        return Basis(question, findings, declined=declined)

    async def read(self, asked: PageQuestion) -> Basis:
        """What the pages that the person named say; where they cannot be read, the others."""
        reading = await self._named_pages.read(asked)
        basis = Basis(reading.question, reading.findings, remark=reading.remark)
        if suffices(reading, asked, strictness=self._strictness):
            return basis
        if asked.insists and reading.pages:
            return replace(basis, declined=self._decline_named(reading))
        if not asked.insists:
            # Most likely something new; if it cannot be answered by itself, it did lean on the page.
            alone = await self.look_up(replace(asked.query, context=""))
            return alone if alone.declined is None else await self.look_up(asked.query)
        refused = Declined(with_contact(" ".join(reading.refusals), self._contact))
        try:
            known = await self.look_up(asked.query) if asked.query.text else None
        except IndexUnusable:
            known = None
        if known is None or known.declined is not None:
            return replace(basis, declined=refused)
        remark = " ".join([*reading.refusals, "This is from the pages I know:"])
        return replace(known, remark=remark)

    def _decline(self, findings: Findings, *, is_limited: bool) -> Declined:
        """Say that the pages do not answer.

        Args:
            findings: What was found.
            is_limited: Whether some sources were not looked in: others may be told more elsewhere.
        """
        sources = nearest(findings.evidence)
        pages = "the pages that I use in this channel" if is_limited else "the pages I know"
        text = f"I could not find an answer to that in {pages}."
        return Declined(
            with_contact(text, self._contact), nearest=sources, evidence=findings.evidence
        )

    def _decline_named(self, reading: Reading) -> Declined:
        """Say that the pages which the person named do not answer."""
        one = len(reading.pages) == 1
        text = f"{'That page does' if one else 'Those pages do'} not seem to say."
        if reading.remark:
            text = f"{reading.remark}\n\n{text}"
        return Declined(
            with_contact(text, self._contact),
            nearest=reading.pages,
            evidence=reading.findings.evidence,
        )
