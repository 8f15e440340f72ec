"""Whatever the HTML, the parser gives a page or a `SourceError`, and loses no address."""

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.website.html import HtmlParser
from core.decoding import decode
from core.domain import Page
from core.errors import SourceError
from tests.unit.website.test_html_blocks import ADDRESS, parse

TAG_NAMES = """
    div p h1 h2 ul ol li dl dt dd table tr td th a span b br pre nav main details summary
    button form img thead tbody article section
"""
TAGS = st.sampled_from(TAG_NAMES.split())
WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " href='#a'",
        " href='http://[x'",
        " colspan=-1",
        " rowspan=0",
        " start=x",
        " class=nav",
        " role=main",
        " role=tab aria-controls=a",
        " id=a",
        " hidden",
        " data-cfemail=zz",
        " href",
    ]
)
SOUP = st.lists(
    st.one_of(st.builds("<{}{}>".format, TAGS, ATTRIBUTES), st.builds("</{}>".format, TAGS), WORDS),
    max_size=40,
).map("".join)


@given(SOUP)
@example("<div hidden></div>\x1f")
@example("<div>a&#31;<span hidden>b</span>&#xFFFE;c</div>")
def test_any_soup_gives_a_page_or_a_source_error(soup: str) -> None:
    """Broken HTML never raises anything that a caller would not expect."""
    try:
        page = HtmlParser().parse(
            soup.encode(errors="replace"), address=ADDRESS, media_type="text/html"
        )
    except SourceError:
        return
    assert isinstance(page, Page)
    assert all(block.text.strip() for block in page.blocks)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_a_source_error(data: bytes) -> None:
    """So do bytes that are no HTML at all."""
    try:
        HtmlParser().parse(data, address=ADDRESS, media_type="text/html")
    except SourceError:
        return


@given(st.binary(max_size=200), st.text(max_size=12))
@example(b"\x80", "undefined")
@example(b"\\x\x80", "unicode_escape")
def test_decoding_never_fails(data: bytes, declared: str) -> None:
    """Every charset name and every byte can be lived with."""
    assert isinstance(decode(data, declared), str)


@given(
    st.lists(st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@x\.example\.org", fullmatch=True), min_size=1),
    st.sampled_from(
        [
            "<p>{}</p>",
            "<ul><li>{}</ul>",
            "<table><tr><td>{}<td>x</table>",
            "<h2>{}</h2><p>x</p>",
            "<dl><dt>{}<dd>x</dl>",
            "<div><span>{}</span></div>",
        ]
    ),
)
def test_every_linked_mail_address_survives(addresses: list[str], frame: str) -> None:
    """An e-mail address behind a link is in the text, wherever the link stands."""
    links = [
        frame.format(f'<a href="mailto:{address}">Person {n}</a>')
        for n, address in enumerate(addresses)
    ]
    nav = "<nav><a href=/x>Furnishing</a></nav>"
    text = "\n".join(block.text for block in parse(nav + "".join(links)).blocks)
    assert all(address in text for address in addresses)
    assert "Furnishing" not in text
