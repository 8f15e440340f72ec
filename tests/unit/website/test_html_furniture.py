"""The furniture of a site stays out, and content that is called like furniture stays in."""

import pytest

from tests.unit.website.test_html_blocks import parse, texts

ARTICLE = "<h1>Parking</h1><p>Staff park behind the clinic, free of charge, all day long.</p>"
KEPT = ["Parking", "Staff park behind the clinic, free of charge, all day long."]
LINKS = (
    "<ul><li><a href=/a>News</a></li><li><a href=/b>Jobs</a></li><li><a href=/c>About</a></li></ul>"
)


@pytest.mark.parametrize(
    "furniture",
    [
        f"<nav>{LINKS}</nav>",
        f"<header><a href=/>Site</a>{LINKS}</header>",
        f"<footer><p>Copyright</p>{LINKS}</footer>",
        f"<aside><h2>See also</h2>{LINKS}</aside>",
        f"<div role=navigation>{LINKS}</div>",
        "<div role=search><p>Search the site</p></div>",
        "<div class='cookie-banner'><p>We use cookies.</p></div>",
        "<div id=onetrust-consent-sdk><p>Your choices</p></div>",
        "<ol class=breadcrumb><li><a href=/>Home</a></li><li>Parking</li></ol>",
        "<a class='skip-link' href='#main'>Skip to content</a>",
        "<div class='social-links'><a href=https://x.example.com>Share</a></div>",
        f"<div id=sideNavBox>{LINKS}</div>",
        f"<div class='left-sidebar'><h3>Section</h3>{LINKS}</div>",
        f"<div class='main-menu'>{LINKS}</div>",
        "<div role=dialog><p>Log in first</p></div>",
        "<p hidden>Draft</p><div style='display:none'>Secret</div><span aria-hidden=true>x</span>",
        "<script>var a</script><style>p{}</style><noscript>Turn it on</noscript>",
        "<div class=pagination><a href=?p=1>1</a> <a href=?p=2>2</a></div>",
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    """Menus, banners and hidden things around the content, or after it, are no text of the page."""
    assert texts(f"{furniture}<div>{ARTICLE}</div>") == KEPT
    assert texts(f"<div>{ARTICLE}</div>{furniture}") == KEPT


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='has-sidebar'>{ARTICLE}</div>",
        f"<div id=content-with-sidebar class=sidebar>{ARTICLE}</div>",
        f"<header class=page-header><h1>Parking</h1></header>{ARTICLE.partition('</h1>')[2]}",
        f"<main><header><h1>Parking</h1></header>{ARTICLE.partition('</h1>')[2]}</main>",
        f"<form><div id=s4-workspace><div id=ctl00_PlaceHolderMain>{ARTICLE}</div></div></form>",
    ],
)
def test_content_called_like_furniture_stays(body: str) -> None:
    """An element that holds the heading or most of the text stays whatever it is called."""
    assert texts(body) == KEPT


def test_a_lunch_menu_is_content() -> None:
    """A menu without links is something to eat."""
    body = f"<main>{ARTICLE}<div class='lunch-menu'><p>Monday: fish soup</p></div></main>"
    assert "Monday: fish soup" in texts(body)


def test_the_main_part_is_preferred() -> None:
    """What stands beside `<main>` is not read."""
    assert texts(f"<div><p>Chat with us</p></div><main>{ARTICLE}</main><div>Ads</div>") == KEPT


def test_rich_text_fields_of_sharepoint_are_joined() -> None:
    """Several editing zones of one page are read together."""
    body = (
        "<div id=x><p>Top</p></div><div id=z><div class='ms-rtestate-field'><h1>Parking</h1></div>"
        "<div class='zone ms-rtestate-field'><p>Staff park behind the clinic, free of charge, "
        "all day long.</p></div></div>"
    )
    assert texts(body) == KEPT


def test_lists_of_this_pages_headings_are_left_out() -> None:
    """A table of contents repeats the headings and is dropped, with its title."""
    contents = (
        "<h2>Contents</h2><ul><li><a href='/p#a'>A</a></li><li><a href='/p#b'>B</a></li></ul>"
    )
    assert texts(f"<main><h1>Parking</h1>{contents}{ARTICLE[16:]}</main>") == KEPT
    contents = "<ul><li><a href='#a'>A</a></li><li><a href='#b'>B</a></li></ul>"
    assert texts(f"<main><h1>Parking</h1>{contents}{ARTICLE[16:]}</main>") == KEPT


def test_an_unnamed_menu_before_the_content_is_left_out() -> None:
    """A list of short links before the heading is a menu even without a name."""
    menu = "<ul>" + "".join(f"<li><a href=/{n}>Part {n}</a></li>" for n in range(6)) + "</ul>"
    assert texts(f"{menu}{ARTICLE}") == KEPT


def test_a_list_of_documents_in_the_content_stays() -> None:
    """Links are what a page of forms is made of."""
    forms = (
        "<ul><li><a href=/f1.pdf>Leave form</a></li><li><a href=/f2.pdf>Travel form</a></li></ul>"
    )
    assert len(texts(f"<main>{ARTICLE}{forms}</main>")) == len(KEPT) + 2


def test_misleading_names_do_not_empty_a_page() -> None:
    """When the names leave nearly nothing, elements and roles alone decide."""
    parts = "".join(
        f"<div class=modal><p>Fact number {n} about parking.</p></div>" for n in range(9)
    )
    assert len(parse(f"<div><p>Hi</p>{parts}</div>").blocks) == 10
