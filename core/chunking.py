"""Cuts pages into passages along their headings, and passages into units.

A passage is what is embedded, found and cited: blocks of one section, within the embedder's token
limit.  A unit is what is quoted: a sentence, a list item or a table row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from core.contacts import details
from core.domain import Address, Block, BlockKind, Page, Passage
from core.words import plain, sentences

_SUPERSEDED = re.compile(
    r"\b(?:archived|superseded|obsolete|outdated|out[ -]of[ -]date|deprecated|rescinded|withdrawn|retired"
    r"|expired|historical|no longer (?:in (?:effect|force|use)|valid|current|applies|apply|accurate|maintained)"
    r"|(?:been|was|were|is|are) replaced|replaced (?:by|with|in|on)|(?:old|previous|former|earlier) version|not current)\b",
    re.IGNORECASE,
)
_SUPERSEDED_TITLE = re.compile(
    r"\b(?:archived|superseded|obsolete|outdated|deprecated|rescinded|withdrawn|no longer (?:valid|in use|in force)"
    r"|(?:old|previous|former) version)\b|[(\[](?:archive|old|retired|expired)[)\]]|^archive\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"\bthis (?:page|document|policy|version|guide|notice|procedure|information|content|list|form|sheet|schedule"
    r"|directory|roster|standard|article|edition|text|copy|is|was|has)\b"
    r"|^\W*(?:notice|note|warning|important|status)?\W*(?:archived?|superseded|obsolete|outdated|deprecated|rescinded"
    r"|withdrawn|retired|expired|historical|no longer|not current|replaced by|(?:old|previous|former) version)\b",
    re.IGNORECASE,
)
_ARCHIVE_ADDRESS = re.compile(
    r"/(?:archived?|archives|superseded|obsolete|old|retired|deprecated)/"
    r"|[-_. ](?:archived|superseded|obsolete|old|retired|deprecated)(?:\.\w+)?$",
    re.IGNORECASE,
)
_FURNITURE_PAGES = 6
_FURNITURE_SHARE = 0.25
"""A block on at least so many pages, and so large a share of them, is not what a page is about."""
_EDGE_BLOCKS = 3
_EDGE_FURNITURE_SHARE = 0.08
"""At the top or the foot of pages a smaller share is enough."""
_ABOUT_PAGE = re.compile(
    r"\b(?:\d+ views?|min(?:ute)?s? read|last (?:updated|reviewed|modified|edited|changed)|page \d+ of \d+|printed on)\b",
    re.IGNORECASE,
)
_SHORT_LINE = 100
"""Characters."""
_OPENING_SENTENCES = 6
"""How far into a page a notice that it is out of date is looked for."""
_MOST_CHARACTERS_A_TOKEN = 16
"""A text with more characters for each token is looked at in parts: counting takes time."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class PassageLimits:
    """How large a passage may be, in tokens of the embedder."""

    max_tokens: int
    """With its title and headings; no more than the embedder reads."""
    count_tokens: Callable[[str], int]


def chunk(
    page: Page, limits: PassageLimits, *, superseded: bool = False, source: str = ""
) -> list[Passage]:
    """Cut a page into passages, in page order.

    No passage crosses a heading.  No text is lost: the passages' blocks joined are the page's
    blocks without its headings, except that a block too long for one passage is cut at sentence
    ends, or, where there are none, between words.
    """
    passages: list[Passage] = []
    for path, blocks in _sections(page):
        room = limits.max_tokens - limits.count_tokens(context_line(page.title, path)) - 4
        for group in _pack(blocks, max(room, limits.max_tokens // 3), limits.count_tokens):
            passages.append(
                Passage(
                    address=page.address,
                    title=page.title,
                    heading_path=path,
                    blocks=tuple(group),
                    ordinal=len(passages),
                    superseded=superseded,
                    published=page.published,
                    source=source,
                )
            )
    return passages


def context_line(title: str, heading_path: Sequence[str]) -> str:
    """Title and headings in one line, as it stands before a passage's text when embedded."""
    shown = [title, *(heading for heading in heading_path if heading != title)]
    return " > ".join(part for part in shown if part)


def superseded_pages(pages: Sequence[Page]) -> frozenset[Address]:
    """Addresses of the pages that are out of date: by their own word, or by a newer edition.

    Editions are pages whose addresses and titles differ in nothing but a year.
    """
    editions: defaultdict[tuple[str, str], list[tuple[int, Address]]] = defaultdict(list)
    for page in pages:
        named = years(page.title) or years(page.address)
        if named:
            key = (_YEAR.sub("#", page.address), _YEAR.sub("#", page.title))
            editions[key].append((max(named), page.address))
    older = (
        address
        for edition in editions.values()
        for year, address in edition
        if year < max(edition)[0]
    )
    return frozenset(older) | {page.address for page in pages if is_superseded(page)}


def is_superseded(page: Page) -> bool:
    """Whether a page says of itself, in address, title or first words, that it is out of date."""
    if _ARCHIVE_ADDRESS.search(page.address.split("://", 1)[-1]):
        return True
    if _SUPERSEDED_TITLE.search(page.title):
        return True
    opening = [sentence for block in page.blocks[:5] for sentence in sentences(block.text)]
    return any(
        _SUPERSEDED.search(sentence) and _ITSELF.search(sentence)
        for sentence in opening[:_OPENING_SENTENCES]
    )


def units(block: Block) -> list[str]:
    """What can be quoted of a block: its sentences, or the whole item, row or code."""
    if block.kind is not BlockKind.PARAGRAPH:
        return [block.text]
    return sentences(block.text)


def without_furniture(pages: Sequence[Page]) -> Iterator[Page]:
    """Drop the blocks that stand on very many pages of a site: banners, menus, footers.

    Each such block stays on one page, the one with the shortest address, most often the start
    page: a switchboard number that stands in every footer can still be asked for.
    """
    anywhere, at_edges = Counter[str](), Counter[str]()
    owners: dict[str, Address] = {}
    for page in sorted(pages, key=lambda page: (len(page.address), page.address)):
        keys = [_furniture_key(page, block) for block in page.blocks]
        anywhere.update(set(keys))
        at_edges.update({*keys[:_EDGE_BLOCKS], *keys[-_EDGE_BLOCKS:]})
        for key in keys:
            owners.setdefault(key, page.address)
    most_anywhere = max(_FURNITURE_PAGES, round(len(pages) * _FURNITURE_SHARE))
    most_at_edges = max(_FURNITURE_PAGES, round(len(pages) * _EDGE_FURNITURE_SHARE))
    furniture = {key for key, count in anywhere.items() if count >= most_anywhere}
    furniture |= {key for key, count in at_edges.items() if count >= most_at_edges}
    for page in pages:
        kept = tuple(
            block
            for block in page.blocks
            if (key := _furniture_key(page, block)) not in furniture or owners[key] == page.address
        )
        yield replace(page, blocks=kept) if len(kept) < len(page.blocks) else page


def _furniture_key(page: Page, block: Block) -> str:
    """What a repeated block is recognised by: its host, kind and text.

    Of a line about the page itself (`259 views`, `Last reviewed 2026-04-20 by Payroll`) only what
    kind of line it is counts.
    """
    host = page.address.split("/", 3)[2] if "//" in page.address else ""
    text = block.text
    about_page = _ABOUT_PAGE.search(text)
    if about_page and len(text) <= _SHORT_LINE and not details(text):
        text = re.sub(r"\d+", "0", about_page.group().lower())
    return f"{host}\n{block.kind}\n{text}"


def years(text: str) -> tuple[int, ...]:
    """The years that a title or address names."""
    return tuple(int(year) for year in _YEAR.findall(text))


def _sections(page: Page) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Blocks under one heading path; a heading with nothing under it lives on in the paths below."""
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for block in page.blocks:
        if block.kind is not BlockKind.HEADING:
            blocks.append(block)
            continue
        if blocks:
            yield tuple(text for _, text in path), blocks
            blocks = []
        path = [(level, text) for level, text in path if level < block.level]
        heading = plain(block.text).strip()
        if heading and heading != page.title:
            path.append((block.level, heading))
    if blocks:
        yield tuple(text for _, text in path), blocks


def _pack(
    blocks: Sequence[Block], room: int, count_tokens: Callable[[str], int]
) -> Iterator[list[Block]]:
    """Fill passages greedily; a list's lead-in sentence moves with its list."""
    group: list[Block] = []
    used = 0
    for block in _cut_to_size(blocks, room, count_tokens):
        tokens = count_tokens(plain(block.text)) + 2
        if group and used + tokens > room:
            carried = [group.pop()] if len(group) > 1 and _leads_in(group[-1]) else []
            yield group
            group, used = carried, sum(count_tokens(plain(lead.text)) + 2 for lead in carried)
        group.append(block)
        used += tokens
    if group:
        yield group


def _leads_in(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.text.rstrip().endswith(":")


def _cut_to_size(
    blocks: Sequence[Block], room: int, count_tokens: Callable[[str], int]
) -> Iterator[Block]:
    for block in blocks:
        is_huge = len(block.text) > room * _MOST_CHARACTERS_A_TOKEN
        if len(block.text) <= room or (not is_huge and count_tokens(plain(block.text)) + 2 <= room):
            yield block
            continue
        for number, piece in enumerate(_pieces(block, room - 2, count_tokens)):
            yield replace(block, text=piece, marker=block.marker if number == 0 else "")


def _pieces(block: Block, room: int, count_tokens: Callable[[str], int]) -> Iterator[str]:
    """Cut a text at sentence ends, cells or lines, or between words where one of those is too long."""
    separator, parts = _parts(block)
    most_characters = room * _MOST_CHARACTERS_A_TOKEN
    piece = ""
    for part in parts:
        joined = f"{piece}{separator}{part}" if piece else part
        if len(joined) <= most_characters and count_tokens(plain(joined)) <= room:
            piece = joined
            continue
        if piece:
            yield piece
        piece = part
        while len(piece) > most_characters or count_tokens(plain(piece)) > room:
            head, piece = _cut_words(piece, room, count_tokens)
            yield head
    if piece:
        yield piece


def _parts(block: Block) -> tuple[str, list[str]]:
    if block.kind is BlockKind.ROW:
        return " | ", block.text.split(" | ")
    if block.kind is BlockKind.CODE:
        return "\n", block.text.split("\n")
    return " ", sentences(block.text)


def _cut_words(text: str, room: int, count_tokens: Callable[[str], int]) -> tuple[str, str]:
    """The longest run of words (at least one, cut by characters if need be) that fits, and the rest.

    No more is looked at than can fit: a page may be one word of a megabyte.
    """
    window = text[: room * _MOST_CHARACTERS_A_TOKEN]
    beyond = text[len(window) :]
    if beyond and " " in window:
        window, _, begun = window.rpartition(" ")
        beyond = begun + beyond
    parts = window.split(" ")
    low, high = 1, max(1, len(parts) - 1)
    while low < high:
        middle = (low + high + 1) // 2
        if count_tokens(plain(" ".join(parts[:middle]))) <= room:
            low = middle
        else:
            high = middle - 1
    head, rest = " ".join(parts[:low]), " ".join(parts[low:])
    if len(head) > room and (" " not in head or count_tokens(plain(head)) > room):
        head, rest = head[:room], f"{head[room:]} {rest}".strip()
    if not rest:
        return head, beyond
    return head, f"{rest} {beyond}" if text[len(window) : len(window) + 1] == " " else rest + beyond
