"""Tables of every kind become rows that stand on their own."""

from core.domain import BlockKind
from tests.unit.website.test_html_blocks import parse, texts

PHONES = """
<table><caption>Phone list</caption>
<thead><tr><th>Name</th><th>Role</th><th>Extension</th></tr></thead>
<tbody><tr><td><a href="mailto:ann.lee@x.example.org">Ann Lee</a></td>
<td>Clerk</td><td>0142</td></tr>
<tr><td>Bo Ek</td><td></td><td>0143</td></tr></tbody></table>
"""


def test_rows_carry_their_column_names() -> None:
    """A row answers "who has extension 0142" without its neighbours; an empty cell is left out."""
    page = parse(PHONES)
    assert [block.text for block in page.blocks] == [
        "Phone list",
        "Name: Ann Lee (ann.lee@x.example.org) | Role: Clerk | Extension: 0142",
        "Name: Bo Ek | Extension: 0143",
    ]
    assert page.blocks[1].kind is BlockKind.ROW


def test_spans_are_expanded() -> None:
    """A cell that reaches over rows or columns counts in each of them."""
    body = (
        "<table><tr><th>Unit</th><th>Day</th><th>Hours</th></tr>"
        '<tr><td rowspan="2">Lab</td><td>Mon</td><td>8–16</td></tr>'
        "<tr><td>Tue</td><td>9–15</td></tr>"
        '<tr><td>Desk</td><td colspan="2">closed</td></tr></table>'
    )
    assert texts(body) == [
        "Unit: Lab | Day: Mon | Hours: 8–16",
        "Unit: Lab | Day: Tue | Hours: 9–15",
        "Unit: Desk | Day: closed",
    ]


def test_two_header_rows_are_joined() -> None:
    """Stacked column names are told together."""
    body = (
        '<table><tr><th rowspan="2">Unit</th><th colspan="2">Weekdays</th></tr>'
        "<tr><th>Opens</th><th>Closes</th></tr><tr><td>Lab</td><td>8</td><td>16</td></tr></table>"
    )
    assert texts(body) == ["Unit: Lab | Weekdays Opens: 8 | Weekdays Closes: 16"]


def test_a_wide_row_heads_those_below() -> None:
    """A sub-heading within a table goes along with its rows, and a closing note stands alone."""
    body = (
        "<table><tr><th>Name</th><th>Phone</th></tr><tr><td colspan=2>Night</td></tr>"
        "<tr><td>Ann</td><td>0142</td></tr><tr><td colspan=2>Closed at Easter</td></tr></table>"
    )
    assert texts(body) == ["Night | Name: Ann | Phone: 0142", "Closed at Easter"]


def test_labels_in_the_first_column_pair_with_their_values() -> None:
    """A table of labels and values reads `label: value`."""
    body = "<table><tr><th>Phone</th><td>0142</td></tr><tr><th>Room:</th><td>B4</td></tr></table>"
    assert texts(body) == ["Phone: 0142", "Room: B4"]
    body = "<table><tr><td>Phone:</td><td>0142</td></tr><tr><td>Room:</td><td>B4</td></tr></table>"
    assert texts(body) == ["Phone: 0142", "Room: B4"]
    body = body.replace("Phone:", "<b>Phone</b>").replace("Room:", "<b>Room</b>")
    assert texts(body) == ["Phone: 0142", "Room: B4"]


def test_a_matrix_with_an_empty_corner_keeps_both_labels() -> None:
    """Row labels without a column name stand bare before the named values."""
    body = (
        "<table><tr><td></td><th>Opens</th><th>Closes</th></tr>"
        "<tr><th>Monday</th><td>8</td><td>16</td></tr></table>"
    )
    assert texts(body) == ["Monday | Opens: 8 | Closes: 16"]


def test_a_first_row_that_looks_like_a_header_is_one() -> None:
    """Bold cells, or words over figures, name the columns although no markup says so."""
    rows = "<tr><td>Ann</td><td>0142</td></tr><tr><td>Bo</td><td>0143</td></tr></table>"
    assert (
        texts("<table><tr><td>Name</td><td>Phone</td></tr>" + rows)[0] == "Name: Ann | Phone: 0142"
    )


def test_a_first_row_like_the_others_is_no_header() -> None:
    """Values are never mistaken for column names."""
    rows = "<tr><td>Ann</td><td>0142</td></tr><tr><td>Bo</td><td>0143</td></tr></table>"
    assert texts("<table>" + rows) == ["Ann | 0142", "Bo | 0143"]


def test_layout_tables_are_unwrapped() -> None:
    """A table that only places things beside each other gives their paragraphs."""
    body = (
        "<table role=presentation><tr><td><h2>News</h2><p>One.</p></td>"
        "<td><p>Two.</p></td></tr></table>"
    )
    assert texts(body) == ["News", "One.", "Two."]
    assert texts("<table><tr><td>" + PHONES + "</td></tr></table>")[0] == "Phone list"


def test_breaks_and_lists_in_cells_stay_on_the_line() -> None:
    """What stands in one cell is told in one cell."""
    body = (
        "<table><tr><th>Unit</th><th>Hours</th></tr>"
        "<tr><td>Lab</td><td>Mon 8–16<br>Sat 9–12<ul><li>not in July</li></ul></td></tr></table>"
    )
    assert texts(body) == ["Unit: Lab | Hours: Mon 8–16; Sat 9–12 not in July"]


def test_monstrous_spans_are_bounded() -> None:
    """A table that claims a million columns does not fill the memory."""
    body = (
        "<table><tr><th>A</th><th>B</th></tr>"
        "<tr><td colspan=999999 rowspan=99999>x</td><td>y</td></tr></table>"
    )
    assert "x" in texts(body)[0]
