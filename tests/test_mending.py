"""What the check mends by itself, and what it leaves to people."""

from pathlib import Path

import pytest

from evidence.__main__ import main
from evidence.mending import mended
from evidence.read import read_page
from evidence.source import Source


def mend(text: str) -> tuple[str, list[str]]:
    source, mends = mended(read_page(Source("docs/nations/wales.md", text), "nations/wales.md"))
    return source.text, list(map(str, mends))


MENDED = {
    "a backslash before a citation": (
        "---\ntitle: A\n---\n\nWords \\[@a, p. 4] and \\[see\n@b\\].\n",
        "---\ntitle: A\n---\n\nWords [@a, p. 4] and [see\n@b].\n",
        [
            "line 5: took away the backslash before [@a, p. 4].",
            "line 5: took away the backslash before [see @b].",
        ],
    ),
    "words with a colon": (
        "---\ntitle: Peer review: a \"story\"\nsummary: Also: this\nperiod: C:\\x: y\n---\n",
        '---\ntitle: "Peer review: a \\"story\\""\nsummary: "Also: this"\nperiod: "C:\\\\x: y"\n---\n',
        [
            'line 2: put quotation marks around the words: title: "Peer review: a \\"story\\""',
            'line 3: put quotation marks around the words: summary: "Also: this"',
            'line 4: put quotation marks around the words: period: "C:\\\\x: y"',
        ],
    ),
    "a source alone": (
        "---\ntitle: A\nperiod: [@a, p. 4]\n---\n",
        '---\ntitle: A\nperiod: "[@a, p. 4]"\n---\n',
        ['line 3: put quotation marks around the words: period: "[@a, p. 4]"'],
    ),
    "a source at the beginning of words": (
        "---\ntitle: A\nperiod: @a says so\n---\n",
        '---\ntitle: A\nperiod: "@a says so"\n---\n',
        ['line 3: put quotation marks around the words: period: "@a says so"'],
    ),
    "spaces in the box": (
        "--- \ntitle: A  \nsummary: B\t\n---\n\nTwo spaces  \nbreak a line.\n",
        "---\ntitle: A\nsummary: B\n---\n\nTwo spaces  \nbreak a line.\n",
        [f"line {line}: took away a space at the line's end." for line in (1, 2, 3)],
    ),
    "what stands before the box": (
        "\n  \n---\ntitle: A\n---\n",
        "---\ntitle: A\n---\n",
        ["line 1: took away what stood before the box, so that it can be read."],
    ),
    "several at once": (
        "\n---\ntitle: A: b \n---\n\nWords \\[@a].\n",
        '---\ntitle: "A: b"\n---\n\nWords [@a].\n',
        [
            "line 1: took away what stood before the box, so that it can be read.",
            "line 2: put quotation marks around the words: title: \"A: b\"",
            "line 2: took away a space at the line's end.",
            "line 5: took away the backslash before [@a].",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), MENDED.values(), ids=MENDED)
def test_what_is_safe_is_mended_and_said(before: str, after: str, said: list[str]) -> None:
    assert mend(before) == (after, said)
    assert mend(after) == (after, [])


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\n\nWrite `\\[@key]`, \\[not a key\\], [@a] and me@example.org.\n",
        "---\ntitle: A\n---\n\n```\n\\[@key]\n```\n",
        "---\ntitle: [A: b\n---\n",
        "---\ntitle: A: b # a remark\n---\n",
        "---\nsummary: |\n  Two spaces  \n  here.\n---\n",
        "---\ntitle: A\n",
        "\nNo box: here.\n",
        "",
    ],
    ids=["code", "a block of code", "a list", "a remark", "words of several lines", "no end", "no box", "nothing"],
)
def test_what_could_be_meant_otherwise_is_left_alone(text: str) -> None:
    assert mend(text) == (text, [])


def test_the_check_mends_only_when_asked_to_and_only_where(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    page, other = project / "docs/nations/wales.md", project / "docs/about/index.md"
    for path in (page, other):
        path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: About: "), encoding="utf-8")

    assert main(["check"]) == 1
    assert "About: " in page.read_text(encoding="utf-8").partition("\n")[2]
    capsys.readouterr()

    assert main(["check", "--fix", "docs/nations"]) == 0
    assert 'title: "About: Wales"\n' in page.read_text(encoding="utf-8")
    assert "title: About: About\n" in other.read_text(encoding="utf-8")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        'Mended docs/nations/wales.md, line 2: put quotation marks around the words: title: "About: Wales"\n'
        "All is well: no problems.\n"
    )


def test_a_page_that_cannot_be_read_is_not_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    page = project / "docs/nations/wales.md"
    data = page.read_bytes().replace(b"They", b"H\xe9 \\[@author2020work]")
    page.write_bytes(data)

    assert main(["check", "--fix"]) == 1
    assert page.read_bytes() == data
