"""Cleaning HTML for paper: what goes, what opens, and where links lead."""

import pytest
from lxml import etree

from evidence.handouts.tree import clean, picture_uri, resolver

ADDRESS = "https://kb.test/doing-with/nations/wales/"


def cleaned(html: str, prefix: str = "") -> str:
    """Clean a piece of HTML of the page at ADDRESS."""
    body = clean(html, resolver(ADDRESS, {ADDRESS: prefix}), prefix)
    return etree.tostring(body, encoding="unicode").removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<h2 id="a">A<a class="headerlink" href="#a">&para;</a></h2>', '<h2 id="a">A</h2>'),
        ('<p>One <span class="dw-tip" hidden>tip</span> two</p>', "<p>One  two</p>"),
        ('<td><span class="dw-fold">Nation: </span>Wales</td>', "<td>Wales</td>"),
        ('<p hidden="">gone</p><p>here</p>', "<p>here</p>"),
        ('<p>a<!-- note -->b<script>c</script>d<svg aria-hidden="true"><path/></svg>e</p>', "<p>abde</p>"),
        ('<nav>way</nav><button>press</button><p class="x dw-noprint">y</p><p>z</p>', "<p>z</p>"),
        ('<p>A <a class="dw-term" href="../g/#t">term</a>.</p>', "<p>A <span>term</span>.</p>"),
    ],
)
def test_what_only_works_on_a_screen_goes_and_the_words_around_it_stay(html: str, left: str) -> None:
    assert cleaned(html) == left


def test_what_is_folded_away_opens() -> None:
    html = '<details class="tip"><summary>More</summary><p>Words</p></details>'

    assert cleaned(html) == ('<div class="admonition"><p class="admonition-title">More</p><p>Words</p></div>')


def test_tabs_stand_one_after_the_other_with_their_labels() -> None:
    html = (
        '<div class="tabbed-set"><input type="radio"/><div class="tabbed-labels"><label>One</label>'
        "<label>Two</label></div>"
        '<div class="tabbed-content"><div class="tabbed-block"><p>a</p></div>'
        '<div class="tabbed-block">b</div></div></div>'
    )

    assert cleaned(html) == (
        '<div class="tabbed-set"><div class="tabbed-content">'
        '<div class="tabbed-block"><p class="tab-title">One</p><p>a</p></div>'
        '<div class="tabbed-block"><p class="tab-title">Two</p>b</div></div></div>'
    )


def test_a_picture_alone_is_no_line_of_words() -> None:
    assert cleaned('<p><img src="a.png"/></p><p>An <img src="b.png"/></p>') == (
        '<div><img src="a.png"/></div><p>An <img src="b.png"/></p>'
    )


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("../scotland/", "https://kb.test/doing-with/nations/scotland/"),
        ("../scotland/#law", "https://kb.test/doing-with/nations/scotland/#law"),
        ("#law", "#wales--law"),
        ("./", "#wales--main"),
        ("#src-doe", "#src-doe"),
        ("https://other.test/?a=b#c", "https://other.test/?a=b#c"),
        ("mailto:us@kb.test", "mailto:us@kb.test"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
    ],
)
def test_links_lead_to_whole_addresses_or_into_the_document(href: str, leads: str) -> None:
    assert resolver(ADDRESS, {ADDRESS: "wales--"})(href) == leads


def test_a_document_of_one_page_has_no_ways_within_it() -> None:
    resolve = resolver(ADDRESS, {})

    assert (resolve("#law"), resolve("./"), resolve("../scotland/")) == (
        "",
        "",
        "https://kb.test/doing-with/nations/scotland/",
    )


def test_a_link_of_another_kind_becomes_words() -> None:
    assert "javascript" not in clean('<a href="javascript:x">w</a>', resolver(ADDRESS, {}))[0].tag
    assert clean('<a href="javascript:x">w</a>', resolver(ADDRESS, {}))[0].tag == "span"


def test_ids_get_the_prefix_of_their_page_but_those_of_sources() -> None:
    assert cleaned('<p id="a">x</p><p id="src-doe">y</p>', "wales--") == ('<p id="wales--a">x</p><p id="src-doe">y</p>')


def test_a_source_says_where_it_is_and_which_statements_it_supports() -> None:
    html = (
        '<p class="dw-source__ref">Doe (2001) <a href="https://x.test/a">A ladder</a>. Press. (Accessed: 1 May 2026).'
        "</p>"
        '<p class="dw-source__meta"><span>Read</span> <a href="../r/">About this source</a></p>'
        '<p class="dw-source__back">Supports <a href="#s-1">1</a> <a href="#s-2">2</a></p>'
    )

    assert cleaned(html) == (
        '<p class="dw-source__ref">Doe (2001) <a href="https://x.test/a" class="dw-bare">A ladder</a>. Press. '
        'Available at: <a href="https://x.test/a" class="dw-address">https://x.test/a</a> (Accessed: 1 May 2026).</p>'
        '<p class="dw-source__meta"><span>Read</span> </p>'
        '<p class="dw-source__back">Supports <span>1</span>, <span>2</span></p>'
    )


@pytest.mark.parametrize(
    ("src", "uri"),
    [
        ("../../assets/a.png", "assets/a.png"),
        ("/doing-with/assets/a%20b.png", "assets/a b.png"),
        ("../../../secret.png", ""),
        ("https://other.test/a.png", ""),
        ("file:///etc/passwd", ""),
        ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "../../etc/passwd"),
    ],
)
def test_a_picture_is_known_by_its_path_below_the_site(src: str, uri: str) -> None:
    assert picture_uri(src, ADDRESS, "https://kb.test/doing-with/") == uri
