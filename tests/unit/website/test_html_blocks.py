"""What people ask for survives the way from HTML to blocks."""

import pytest

from adapters.website.html import HtmlParser
from core.domain import Block, BlockKind, Page
from core.errors import SourceError

ADDRESS = "https://intranet.example.org/staff/page.html"


def parse(body: str, head: str = "<title>Page | Intranet</title>") -> Page:
    """Parse a body within a whole document."""
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return HtmlParser().parse(html.encode(), address=ADDRESS, media_type="text/html")


def texts(body: str) -> list[str]:
    """Return the texts of a body's blocks."""
    return [block.text for block in parse(body).blocks]


def test_headings_keep_their_level_and_lose_their_permalinks() -> None:
    """A heading comes out clean whichever documentation tool wrote it."""
    page = parse(
        '<h1>Leave</h1><h2 id="a">Annual <em>leave</em><a class="headerlink" href="#a">¶</a></h2>'
        '<h3><a class="header" href="#b">Sick leave</a></h3><h2>Other #</h2><p>Text</p>'
    )
    assert page.blocks[:4] == (
        Block(BlockKind.HEADING, "Leave", 1),
        Block(BlockKind.HEADING, "Annual leave", 2),
        Block(BlockKind.HEADING, "Sick leave", 3),
        Block(BlockKind.HEADING, "Other", 2),
    )


def test_a_linked_heading_is_plain_and_its_link_follows() -> None:
    """A card's heading stays plain, and where it leads is not lost."""
    assert texts('<h2><a href="/pay">Payroll</a></h2><p>How we pay.</p>') == [
        "Payroll",
        "[Payroll](https://intranet.example.org/pay)",
        "How we pay.",
    ]


def test_a_link_around_a_whole_card_keeps_its_target() -> None:
    """A link that wraps blocks is told after them."""
    assert "[Payroll](https://intranet.example.org/pay)" in texts(
        '<a href="/pay"><h3>Payroll</h3><p>How we pay.</p></a>'
    )


def test_lists_keep_their_depth_and_numbers() -> None:
    """Nested lists know their depth, ordered ones their start."""
    page = parse('<ol start="3"><li>Ask<ul><li>Ann</li></ul></li><li>Wait</li></ol>')
    assert page.blocks == (
        Block(BlockKind.ITEM, "Ask", 0, "3."),
        Block(BlockKind.ITEM, "Ann", 1, "-"),
        Block(BlockKind.ITEM, "Wait", 0, "4."),
    )


def test_a_second_paragraph_of_an_item_has_no_marker() -> None:
    """Only an item's first text is the item."""
    page = parse("<ul><li><p>Bring a badge.</p><p>It opens doors.</p></li></ul>")
    assert [block.kind for block in page.blocks] == [BlockKind.ITEM, BlockKind.PARAGRAPH]


def test_definitions_become_items() -> None:
    """A term stands before its definition."""
    assert texts(
        "<dl><dt>Desk</dt><dd>Room 4</dd><dt>Hours</dt><dd>8–16</dd><dd>Sat 9–12</dd></dl>"
    ) == [
        "Desk: Room 4",
        "Hours: 8–16",
        "Hours: Sat 9–12",
    ]


def test_a_term_without_a_definition_is_kept() -> None:
    """No text of a definition list is lost."""
    assert texts("<dl><dt>Desk</dt></dl><p>After</p>") == ["Desk", "After"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (
            '<a href="forms/a b.pdf">Form</a>',
            "[Form](https://intranet.example.org/staff/forms/a%20b.pdf)",
        ),
        (
            '<a href="mailto:ann.lee@x.example.org?subject=Hi">Ann Lee</a>',
            "Ann Lee (ann.lee@x.example.org)",
        ),
        (
            '<a href="mailto:ann.lee@x.example.org">ann.lee@x.example.org</a>',
            "ann.lee@x.example.org",
        ),
        ('<a href="tel:+4773000142">73 00 01 42</a>', "73 00 01 42"),
        ('<a href="tel:+4773000142">Call the desk</a>', "Call the desk (+4773000142)"),
        ('<a href="#top">Up</a>', "Up"),
        ('<a href="javascript:go()">Go</a>', "Go"),
        ('<a href="/x"><img src="p.png" alt="Map"></a>', "[Map](https://intranet.example.org/x)"),
        (
            '<a href="https://x.example.org/a">https://x.example.org/a</a>',
            "https://x.example.org/a",
        ),
        (
            '<a class="__cf_email__" data-cfemail="2342404f5063420d4c5144">[protected]</a>',
            "acls@a.org",
        ),
    ],
)
def test_links_are_written_out(link: str, expected: str) -> None:
    """Targets, addresses and numbers stay beside the words that lead to them."""
    assert texts(f"<p>See {link} today.</p>") == [f"See {expected} today."]


def test_line_breaks_separate_lines_but_not_sentences() -> None:
    """An address keeps its lines; a sentence that was broken for looks is mended."""
    body = "<p>Main desk<br>Phone 0142<br/>Please bring your<br>badge.</p>"
    assert texts(body) == ["Main desk", "Phone 0142", "Please bring your badge."]


def test_code_keeps_its_lines() -> None:
    """Preformatted text is one block as it stands."""
    assert parse("<pre>\na\n  b\n</pre>").blocks == (Block(BlockKind.CODE, "a\n  b"),)


def test_folded_answers_belong_to_their_questions() -> None:
    """Details, accordions and tabs open with a heading, and what is folded away is read."""
    page = parse(
        "<h2>FAQ</h2><details><summary>Who pays?</summary><p>We do.</p></details>"
        '<h3><button aria-expanded="false" aria-controls="p1">When?</button></h3>'
        '<div id="p1" hidden><p>On Friday.</p></div>'
        '<button data-bs-toggle="collapse" data-bs-target="#p2">Where?</button>'
        '<div id="p2" class="collapse"><p>Here.</p></div>'
        '<ul role="tablist"><li><a role="tab" href="#p3">Night</a></li></ul>'
        '<div id="p3" role="tabpanel" aria-hidden="true"><p>Call 0142.</p></div>'
        "<p><strong>How much?</strong></p><p>A lot.</p>"
    )
    told = [(block.kind.value, block.text) for block in page.blocks[1:]]
    assert told == [
        ("heading", "Who pays?"),
        ("paragraph", "We do."),
        ("heading", "When?"),
        ("paragraph", "On Friday."),
        ("heading", "Where?"),
        ("paragraph", "Here."),
        ("heading", "Night"),
        ("paragraph", "Call 0142."),
        ("heading", "How much?"),
        ("paragraph", "A lot."),
    ]


def test_bold_facts_are_no_headings() -> None:
    """A bold line that tells something, or that nothing follows, stays a paragraph."""
    page = parse("<p><b>Phone: 73 00 0142</b></p><p>Day and night</p><p><b>The end</b></p>")
    assert {block.kind for block in page.blocks} == {BlockKind.PARAGRAPH}


def test_pictures_speak_when_they_have_something_to_say() -> None:
    """A caption and a telling alternative text are kept, a file's name is not."""
    assert texts(
        '<figure><img src="a.png" alt="logo"><figcaption>Entrance B</figcaption></figure>'
        '<p><img src="b.png" alt="Map of the parking places behind the clinic"></p>'
    ) == ["Entrance B", "Map of the parking places behind the clinic"]


def test_forms_lose_their_controls_and_keep_their_prose() -> None:
    """A page inside a form, as some systems write it, is read without its fields."""
    controls = "<label>Name</label><input><select><option>A</select>"
    assert texts(f"<form><h2>Desk</h2><p>Open all day.</p>{controls}</form>") == [
        "Desk",
        "Open all day.",
    ]


def test_white_space_of_every_kind_is_plain() -> None:
    """Hard spaces and invisible characters do not hide a number from a search."""
    assert texts("<p>Call&nbsp;73&#8239;00\u200b 01&shy;42</p>") == ["Call 73 00 0142"]


def test_a_page_without_text_is_refused_with_a_cure() -> None:
    """A page that scripts would have to build says so."""
    with pytest.raises(SourceError, match="without running scripts"):
        parse('<div id="app"></div><script>build()</script>')


@pytest.mark.parametrize("data", [b"", b"   ", b"<!-- x -->"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """Nothing at all is an error, not an empty page."""
    with pytest.raises(SourceError):
        HtmlParser().parse(data, address=ADDRESS, media_type="text/html")


def test_very_deep_nesting_is_read() -> None:
    """A page nested deeper than the stack still gives its text."""
    assert "deep" in " ".join(texts("<div>" * 1500 + "<p>deep</p>"))


def test_very_deep_inline_nesting_is_read() -> None:
    """The same for elements within a line."""
    assert "deep" in " ".join(texts("<p>" + "<span>" * 1500 + "deep"))


def test_what_a_terminal_would_obey_is_dropped() -> None:
    """Escape sequences in a page must not reach whoever reads an answer in a terminal."""
    assert texts("<p>Room \x1b[31m214\x07 next to the lift</p>") == [
        "Room [31m214 next to the lift"
    ]
