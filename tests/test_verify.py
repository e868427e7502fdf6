"""The last gate, on small sites written by hand."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from evidence.problem import Problem
from evidence.settings import Settings
from evidence.verify import is_outside, resolve, verify

ROOT = Settings("https://example.org/")
BELOW = Settings("https://example.org/kb/")
POLICY = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self' 'sha256-{}'\">"
EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
"""The hash of a script that holds nothing."""
PAGE = f"<!doctype html><html lang=en>{POLICY.format(EMPTY)}<title>T</title><body>{{}}</body></html>"


def faults(folder: Path, files: Mapping[str, str | bytes], settings: Settings = BELOW) -> list[tuple[str, str, str]]:
    """Write files, verify them, and give the path, the rule and the message of each problem."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(problem.path, problem.rule, problem.message) for problem in verify(folder, settings)]


def page(body: str) -> str:
    return PAGE.format(body)


def test_a_sound_site_has_no_problems(tmp_path: Path) -> None:
    files = {
        "index.html": page(
            '<h1 id=top>Home</h1><a href="a/">A</a> <a href="#top">up</a> <a href="">here</a> <a href="a/#it">it</a>'
            '<a href="https://example.com/x">out</a> <a href="mailto:a@example.com">m</a> <code>[@key]</code>'
            '<img src="p.png" srcset="p.png 1x, p.png 2x"><img src="data:image/gif;base64,R0lG"> <pre>[@key]</pre>'
            '<link rel=canonical href="https://example.com/">'
        ),
        "a/index.html": page(
            '<p id=it><a href="..">home</a> <a href="../index.html">h</a> <a href="../caf%C3%A9/">c</a>'
        ),
        "café/index.html": page('<a name=old></a><a href="#old">x</a><link rel=stylesheet href="../s.css">'),
        "404.html": page('<a href="/kb/">home</a> <a href="/kb">home</a> <img src="/kb/p.png">'),
        "old/index.html": page('<meta http-equiv=refresh content="0; url=../a/"><a href="../a/">It moved</a>'),
        "s.css": "@font-face { src: url('p.png') } a { background: url(data:image/gif;base64,R0) }",
        "p.png": "",
    }

    assert faults(tmp_path, files) == []


@pytest.mark.parametrize(
    ("body", "leak"),
    [
        ("<p>He said [@key, p. 4].", "'[@key, p. 4].'"),
        ("<p>He said &#91;&#64;key].", "'[@key].'"),
        ("<p><em>x</em> [@key]", "'[@key]'"),
        ("<p><code>x</code>[@key]", "'[@key]'"),
        ('<img src="p.png" alt="See [@key]">', "'[@key]'"),
        ('<meta name=description content="[@key]">', "'[@key]'"),
        ('<p onclick="x()">y', "The attribute 'onclick'"),
    ],
)
def test_nothing_meant_for_the_build_reaches_readers(tmp_path: Path, body: str, leak: str) -> None:
    files = {"index.html": page(body), "p.png": ""}

    assert faults(tmp_path, files) == [("index.html", "leaked-markup", f"{leak} has reached the published page.")]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ('<a href="b/">x</a>', "b/"),
        ('<a href="p.png/">x</a>', "p.png/"),
        ('<a href="/p.png">x</a>', "/p.png"),
        ('<a href="/kbx/">x</a>', "/kbx/"),
        ('<a href="https://example.org/kb/b/">x</a>', "https://example.org/kb/b/"),
        ('<area href="b/">', "b/"),
        ('<img src="b.png">', "b.png"),
        ('<img src="p.png" srcset="p.png 1x, b.png 2x">', "b.png"),
        ('<p style="background: url(b.png)">', "b.png"),
        ('<meta http-equiv=refresh content="0; url=b/">', "b/"),
    ],
)
def test_every_address_within_the_site_leads_somewhere(tmp_path: Path, body: str, address: str) -> None:
    files = {"index.html": page(body), "p.png": ""}

    assert faults(tmp_path, files) == [("index.html", "broken-link", f"The link '{address}' leads nowhere.")]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("#b", "The link '#b' leads to a place that is not on that page."),
        ("a/#b", "The link 'a/#b' leads to a place that is not on that page."),
        ("javascript:x()", "The link 'javascript:x()' is of a kind that readers cannot follow."),
    ],
)
def test_every_link_can_be_followed_to_its_place(tmp_path: Path, address: str, message: str) -> None:
    files = {"index.html": page(f'<a href="{address}">x</a><a href="a/">a</a>'), "a/index.html": page("")}

    assert faults(tmp_path, files) == [("index.html", "broken-link", message)]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ('<script src="https://example.com/x.js"></script>', "https://example.com/x.js"),
        ('<img src="//example.com/x.png">', "//example.com/x.png"),
        ('<img src="HTTPS://example.com/x.png">', "HTTPS://example.com/x.png"),
        ('<video poster="https://example.com/x.png"></video>', "https://example.com/x.png"),
        ('<link rel="preconnect" href="https://example.com">', "https://example.com"),
        ('<link rel="alternate stylesheet" href="https://example.com/a.css">', "https://example.com/a.css"),
        ('<form action="https://example.com/x"></form>', "https://example.com/x"),
        ('<svg><use xlink:href="https://example.com/x#y"/></svg>', "https://example.com/x#y"),
        ('<style>@import "https://example.com/x.css"</style>', "https://example.com/x.css"),
    ],
)
def test_no_page_asks_another_host_for_anything(tmp_path: Path, body: str, address: str) -> None:
    message = f"This page would load '{address}' from another host."

    assert faults(tmp_path, {"index.html": page(body)}) == [("index.html", "outside-request", message)]


def test_a_problem_has_the_line_of_the_tag(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("\n\n<p>x\n<a href='b/'>b</a>"))

    assert verify(tmp_path, BELOW) == [
        Problem("index.html", 4, 1, "broken-link", "The link 'b/' leads nowhere.", "Correct it.")
    ]


def test_what_a_style_sheet_loads_is_followed_too(tmp_path: Path) -> None:
    files = {
        "index.html": page(""),
        "a/s.css": "x{}\ny{src:url(../b.woff2)}\n@import url('https://example.com/c.css');",
    }

    assert faults(tmp_path, files) == [
        ("a/s.css", "broken-link", "The link '../b.woff2' leads nowhere."),
        ("a/s.css", "outside-request", "This page would load 'https://example.com/c.css' from another host."),
    ]


def test_a_page_to_which_no_way_leads_is_found(tmp_path: Path) -> None:
    files = {
        "index.html": page('<a href="a/">A</a>'),
        "a/index.html": page('<a href="../">home</a>'),
        "b/index.html": page('<a href="../c/">C</a>'),
        "c/index.html": page('<a href="../b/">B</a>'),
    }
    alone = "No way leads from the home page to this page."

    assert faults(tmp_path, files) == [
        ("b/index.html", "unreachable-page", alone),
        ("c/index.html", "unreachable-page", alone),
    ]


@pytest.mark.parametrize("data", [b"", b"  \n", b"<!-- -->"])
def test_an_empty_page_is_a_fault(tmp_path: Path, data: bytes) -> None:
    found = faults(tmp_path, {"index.html": data})

    assert found == [
        ("index.html", "leaked-markup", "An empty page has reached the published page."),
        ("index.html", "missing-policy", "This page does not say what it may load."),
    ]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (page("<script></script><script src=a.js></script><script type=application/json>{}</script>"), []),
        (page("<p>1\n<script>x</script>"), [("unlisted-script", 2, "This page holds a script of its own.")]),
        (page("<script type=module>x</script>"), [("unlisted-script", 1, "This page holds a script of its own.")]),
        ("<html><p>x</html>", [("missing-policy", 1, "This page does not say what it may load.")]),
        (
            f"<html><script></script>{POLICY.format(EMPTY)}</html>",
            [("missing-policy", 1, "This page does not say what it may load.")],
        ),
    ],
    ids=["listed, from a file, and data", "of its own", "a module", "no policy", "a policy after a script"],
)
def test_every_page_carries_a_policy_that_names_its_scripts(
    tmp_path: Path, html: str, found: list[tuple[str, int, str]]
) -> None:
    (tmp_path / "index.html").write_text(html)
    (tmp_path / "a.js").write_text("")

    assert [(problem.rule, problem.line, problem.message) for problem in verify(tmp_path, BELOW)] == found


@pytest.mark.parametrize(("settings", "path"), [(ROOT, "/a/"), (BELOW, "/kb/a/")])
def test_addresses_from_the_root_are_read_below_the_place_of_the_site(
    tmp_path: Path, settings: Settings, path: str
) -> None:
    files = {"index.html": page(f'<a href="{path}">x</a>'), "a/index.html": page("")}

    assert faults(tmp_path, files, settings) == []


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("a/", False),
        ("#a", False),
        ("/kb/", False),
        ("https://example.org/kb/a/", False),
        ("https://example.org/other/", True),
        ("//example.org/kb/", True),
        ("mailto:a@example.com", True),
    ],
)
def test_an_address_is_outside_if_it_leaves_the_site(address: str, outside: bool) -> None:
    assert is_outside(address, BELOW) is outside


@pytest.mark.parametrize(
    ("address", "folder", "target"),
    [
        ("", "a", ("", "")),
        ("#x", "a", ("", "x")),
        ("?q=1", "a", ("", "")),
        ("./", "a", ("a/index.html", "")),
        ("..", "a", ("index.html", "")),
        ("../b/#x%20y", "a", ("b/index.html", "x y")),
        ("../../../b.css", "a", ("b.css", "")),
        ("/kb/", "a", ("index.html", "")),
        ("https://example.org/kb/b/", "a", ("b/index.html", "")),
        ("/b/", "a", ("/b/ outside the site", "")),
    ],
)
def test_an_address_leads_to_a_file_and_an_anchor(address: str, folder: str, target: tuple[str, str]) -> None:
    assert resolve(address, folder, "/kb/") == target
