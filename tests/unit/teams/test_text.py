"""Reading what people write in Teams: mentions, links, entities, HTML."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.taking_in.html_text import links_of, plain_html
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.text import mentions, mentions_desk, names_group, plain_text

DESK = "28:desk"
IDS = {"frontdesk": DESK, "Wait": DESK, "Bob": "29:bob", "R&D": "29:rd"}


def entity(name: str, **changes: Any) -> dict[str, Any]:
    mentioned = {"id": IDS.get(name, "29:other"), "name": name}
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": mentioned, **changes}


def heard(text: str, *entities: dict[str, Any], html: str = "", **changes: Any) -> HeardActivity:
    attachments = [{"contentType": "text/html", "content": html}] if html else []
    return HeardActivity.model_validate(
        {
            "type": "message",
            "text": text,
            "entities": list(entities),
            "attachments": attachments,
            "recipient": {"id": DESK, "name": "frontdesk"},
            **changes,
        }
    )


def read(text: str, *entities: dict[str, Any], html: str = "") -> str:
    return plain_text(heard(text, *entities, html=html))


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<at>frontdesk</at> how do I get a badge?\n", "how do I get a badge?"),
        ("<at>frontdesk</at>&nbsp;how?", "how?"),
        ("<at>frontdesk</at>\xa0how?", "how?"),
        ("<at>frontdesk</at>, how?", "how?"),
        ("<at>frontdesk</at>: -5 degrees?", "-5 degrees?"),
        ("hey <at>frontdesk</at>, where is it?", "hey, where is it?"),
        ("what now <at>frontdesk</at>?", "what now?"),
        ('<at id="0">frontdesk</at> how?', "how?"),
        ("<at>frontdesk</at>", ""),
        ("<at>frontdesk</at>\r\nfirst\r\nsecond", "first\nsecond"),
    ],
)
def test_the_mention_of_the_desk_leaves_nothing(sent: str, meant: str) -> None:
    """Nor the sign that follows it."""
    assert read(sent, entity("frontdesk")) == meant


def test_the_name_of_the_desk_stays_where_it_is_a_word() -> None:
    """A desk called "Wait" can be asked for the wait times of waiting rooms."""
    sent = "<at>Wait</at> Wait times of Waiting rooms at Waitrose"
    assert read(sent, entity("Wait")) == "Wait times of Waiting rooms at Waitrose"


def test_what_no_entity_tells_is_text() -> None:
    """Somebody who writes the tag by hand means it."""
    assert read("what does &lt;at&gt;x&lt;/at&gt; do?") == "what does <at>x</at> do?"


def test_others_who_are_named_stay_by_their_name() -> None:
    """Each of them where they were named."""
    sent = "<at>frontdesk</at> is <at>Bob</at> in <at>R&amp;D</at>?"
    named = entity("R&D", text="<at>R&amp;D</at>")
    assert read(sent, entity("frontdesk"), entity("Bob"), named) == "is @Bob in @R&D?"


def test_a_name_that_comes_twice_is_read_twice() -> None:
    """Every entity stands for one mention."""
    sent = "<at>frontdesk</at> hello <at>frontdesk</at> there"
    assert read(sent, entity("frontdesk"), entity("frontdesk")) == "hello there"


@pytest.mark.parametrize(
    "odd",
    [
        {"mentioned": {"id": DESK}},
        {"type": "mention"},
        {"type": "mention", "text": None, "mentioned": None},
        {"type": "mention", "text": "<at>frontdesk</at>", "mentioned": "frontdesk"},
        {"type": "clientInfo", "locale": "en-GB"},
        {"type": 7, "text": []},
        {},
        None,
        "mention",
    ],
)
def test_odd_entities_do_no_harm(odd: Any) -> None:
    """Other clients send what nobody has described."""
    assert read("<at>frontdesk</at> how?", odd, entity("frontdesk")) == "how?"


def test_a_mention_whose_text_is_not_there_is_still_one() -> None:
    """The desk is addressed, and nothing is taken from the text."""
    message = heard("how?", entity("frontdesk", text=""))
    assert mentions_desk(message)
    assert plain_text(message) == "how?"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("Lost &amp; found, 3 &lt; 4", "Lost & found, 3 < 4"),
        ("it&#39;s &quot;here&quot;", 'it\'s "here"'),
        ("https://x.org/?a=1&copy=2", "https://x.org/?a=1&copy=2"),
        ("a\xa0b", "a b"),
    ],
)
def test_entities_of_html_are_undone(sent: str, meant: str) -> None:
    """Those that Teams writes, and no others."""
    assert read(sent) == meant


def test_text_that_teams_did_not_escape_stays_as_it_is() -> None:
    """The HTML tells what was typed."""
    html = "<p>what does &amp;amp;lt; mean?</p>"
    assert read("what does &amp;lt; mean?", html=html) == "what does &amp;lt; mean?"


@given(st.text(alphabet=st.characters(blacklist_characters="\x00\r\xa0&"), max_size=200))
def test_what_was_written_comes_back(written: str) -> None:
    """Where nothing is escaped, nothing is changed."""
    assert read(written) == written.strip()


def test_a_link_is_read_with_its_address() -> None:
    """Teams' text holds only what it is called."""
    html = '<p>see <a href="https://x.org/form?a=1&amp;b=2">the form</a></p>'
    assert read("see the form", html=html) == "see the form (https://x.org/form?a=1&b=2)"


def test_an_address_is_not_repeated() -> None:
    """Where the link is called by it."""
    html = '<p>see <a href="https://x.org/form">https://x.org/form</a></p>'
    assert read("see https://x.org/form", html=html) == "see https://x.org/form"


@pytest.mark.parametrize("sent", ["and where?", "Ann A badge  costs\nCAD 20. and where?"])
def test_what_is_replied_to_is_not_said_again(sent: str) -> None:
    """Whether a client sends it with the reply or not."""
    html = (
        '<blockquote itemtype="http://schema.skype.com/Reply"><strong>Ann</strong>'
        "<p>A badge costs CAD 20.</p></blockquote><p>and where?</p>"
    )
    assert read(sent, html=html) == "and where?"


def test_text_that_is_markup_is_read_without_it() -> None:
    """Teams calls that format xml."""
    message = heard("<p><at>frontdesk</at> <b>how</b>?</p>", entity("frontdesk"), textFormat="xml")
    assert plain_text(message) == "how?"


def test_people_who_are_named_are_told_once() -> None:
    """In order, without groups."""
    group = entity("Nurses", mentioned={"id": "MTY=", "name": "Nurses", "type": "tag"})
    message = heard("x", entity("Bob"), group, entity("frontdesk"), entity("Bob"))
    assert mentions(message) == ("29:bob", DESK)


@pytest.mark.parametrize(
    ("mentioned", "is_group"),
    [
        ({"id": "MTY=", "name": "Nurses", "type": "tag"}, True),
        ({"id": "19:a@thread.tacv2", "name": "General", "type": "channel"}, True),
        ({"id": "19:a@thread.tacv2", "name": "Harcourt"}, True),
        ({"id": "29:x", "name": "Everyone", "type": "everyone"}, True),
        ({"id": "29:x", "name": "Bob"}, False),
        ({"id": "28:x", "name": "another bot", "type": "bot"}, False),
        ({"id": "user-id-0", "name": "Alex"}, False),
        ({"name": "nobody"}, False),
    ],
)
def test_groups_are_recognised(mentioned: dict[str, str], is_group: bool) -> None:  # noqa: FBT001
    """By their kind, or by an id that is no person's."""
    assert names_group(heard("x", entity("x", mentioned=mentioned))) is is_group


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>a<br>b</div>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<a href="https://x.org">x</a>', "x (https://x.org)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<p>3 &lt; 4 &amp;amp;</p>", "3 < 4 &amp;"),
        ('<emoji alt="🙂"></emoji> hi', "🙂 hi"),
        (
            '<blockquote itemtype="http://schema.skype.com/Reply"><p>old</p></blockquote><p>new</p>',
            "new",
        ),
        ("<p>never closed", "never closed"),
        ('<at id="0">Bob</at> is in', "@Robert is in"),
        ('<span itemtype="http://schema.skype.com/Mention" itemid="0">Bob</span> in', "@Robert in"),
    ],
)
def test_html_is_read_as_text(html: str, text: str) -> None:
    """Whatever stands in a message that something is chosen on."""
    assert plain_html(html, names={"0": "@Robert"}) == text


def test_links_lead_to_the_web_or_to_mail() -> None:
    """What would run or open something else is none."""
    html = (
        '<a href="https://a.org">A</a><a href="mailto:b@c.org?subject=x">B</a>'
        '<a href="javascript:x()">C</a><a href="file:///x">D</a><a>E</a>'
    )
    assert links_of(html) == [("A", "https://a.org"), ("B", "b@c.org")]


@pytest.mark.parametrize(
    "piece", ["and ", "<", "<at>frontdesk</at> ", "&", "&amp;", "\xa0", "<at "]
)
def test_work_grows_with_the_text_and_not_faster(piece: str) -> None:
    """No rule takes for ever on what can be read in many ways."""

    def once(times: int) -> float:
        message = heard(piece * times, *[entity("frontdesk")] * 20, html=f"<p>{piece * times}</p>")
        began = time.thread_time()
        plain_text(message)
        return time.thread_time() - began

    def seconds(times: int) -> float:
        return min(once(times) for _ in range(3))

    assert seconds(16_000) < 80 * seconds(1_000) + 0.05
