"""Making PDFs: both sizes of every page, again only what changed, and problems that say where."""

import io
from collections.abc import Mapping
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from evidence.content import Site
from evidence.handouts.press import CACHE, Press, Print, page_count
from evidence.handouts.sheets import Content
from evidence.handouts.typesetter import Typesetter
from evidence.problem import Problem
from evidence.read import read_site

WALES = "nations/wales.md"


def contents(site: Site, text: str = "<p>Words</p>") -> Mapping[str, Content]:
    """Give the content of every page of a site, the same for each."""
    return {page.uri: Content(page, f"<h1>{page.title}</h1>", text, "") for page in site.pages}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def set_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the documents that are set from now on."""
    names: list[str] = []
    pdf = Typesetter.pdf

    def noted(self: Typesetter, sheet: object, *, large: bool) -> bytes:
        names.append(f"{sheet.name}{'-large' * large}")  # type: ignore[attr-defined]
        return pdf(self, sheet, large=large)  # type: ignore[arg-type]

    monkeypatch.setattr(Typesetter, "pdf", noted)
    return names


def kept(project: Path) -> list[Path]:
    return sorted((project / CACHE).iterdir())


def test_every_page_of_a_folder_is_made_in_both_sizes(project: Path, small_site: Site, out: Path) -> None:
    press = Press(project, small_site, out)

    press.make(contents(small_site))

    assert press.problems == []
    assert press.prints == {
        WALES: (Print("handouts/nations/wales.pdf", False, 1), Print("handouts/nations/wales-large.pdf", True, 1))
    }
    assert sorted(path.name for path in (out / "handouts").rglob("*.pdf")) == ["wales-large.pdf", "wales.pdf"]


def test_what_has_not_changed_is_not_set_again(
    project: Path, small_site: Site, out: Path, set_again: list[str]
) -> None:
    Press(project, small_site, out).make(contents(small_site))
    before = (out / "handouts/nations/wales.pdf").read_bytes()

    Press(project, small_site, out / "second").make(contents(small_site))

    assert set_again == ["nations/wales", "nations/wales-large"]
    assert (out / "second/handouts/nations/wales.pdf").read_bytes() == before


def test_what_has_changed_is_set_again_and_the_old_one_forgotten(
    project: Path, small_site: Site, out: Path, set_again: list[str]
) -> None:
    Press(project, small_site, out).make(contents(small_site))
    first = kept(project)

    Press(project, small_site, out).make(contents(small_site, "<p>Other words</p>"))

    assert len(set_again) == 4
    assert len(first) == len(kept(project)) == 2
    assert set(first).isdisjoint(kept(project))


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 half", b"no PDF"])
def test_a_damaged_file_among_what_was_kept_is_made_again(
    project: Path, small_site: Site, out: Path, damage: bytes
) -> None:
    Press(project, small_site, out).make(contents(small_site))
    before = (out / "handouts/nations/wales.pdf").read_bytes()
    for path in kept(project):
        path.write_bytes(damage)

    Press(project, small_site, out).make(contents(small_site))

    assert (out / "handouts/nations/wales.pdf").read_bytes() == before
    assert before in [path.read_bytes() for path in kept(project)]


def test_pages_that_are_not_wanted_are_left_out_and_nothing_is_forgotten(
    project: Path, small_site: Site, out: Path
) -> None:
    Press(project, small_site, out).make(contents(small_site))

    press = Press(project, small_site, out, frozenset(["barriers/none.md"]))
    press.make(contents(small_site))

    assert press.prints == {}
    assert len(kept(project)) == 2


def test_what_paper_cannot_show_is_a_problem_at_the_nearest_heading(project: Path, small_site: Site, out: Path) -> None:
    press = Press(project, small_site, out)

    press.make(contents(small_site, "<h2>What the law asks</h2><p>a</p><video></video>"))

    message = "Below the heading “What the law asks” this page holds <video>, which a handout cannot show."
    hint = "Say it in words, in a list or in a table."
    assert press.problems == [Problem("docs/nations/wales.md", 9, 1, "unprintable-content", message, hint)]


@pytest.mark.parametrize(
    ("html", "line", "where"),
    [
        (
            "<h2>What the law asks</h2><ul><li>One <b>漢</b></li></ul>",
            9,
            "Below the heading “What the law asks” this page",
        ),
        ("<p>漢</p><h2>What the law asks</h2>", 1, "Below the heading “Wales” this page"),
    ],
)
def test_a_sign_that_our_fonts_lack_is_a_problem_at_the_nearest_heading(
    project: Path, small_site: Site, out: Path, html: str, line: int, where: str
) -> None:
    press = Press(project, small_site, out)

    press.make(contents(small_site, html))

    message = f"{where} holds the sign “漢”, which a handout cannot show."
    hint = "Say it in words, in a list or in a table."
    assert press.problems == [Problem("docs/nations/wales.md", line, 1, "unprintable-content", message, hint)]


def test_in_a_pack_the_problem_is_that_of_the_page_which_holds_the_sign(project: Path, out: Path) -> None:
    pack = project / "docs" / "meeting-packs" / "a.md"
    pack.parent.mkdir()
    pack.write_text("---\ntitle: A pack\nsummary: One page.\npages: [nations/wales]\n---\n")
    site = read_site(project)
    given = dict(contents(site))
    given[WALES] = given[WALES]._replace(text="<h2>What the law asks</h2><p>漢</p>")
    press = Press(project, site, out, frozenset(["meeting-packs/a.md"]))

    press.make(given)

    (problem,) = press.problems
    assert (problem.path, problem.line) == ("docs/nations/wales.md", 9)
    assert problem.message.startswith("Below the heading “What the law asks” this page holds the sign “漢”")


def test_a_damaged_picture_is_a_problem_of_its_page_at_the_nearest_heading(
    project: Path, small_site: Site, out: Path
) -> None:
    (project / "docs" / "assets" / "chart.png").write_bytes(b"no picture")
    press = Press(project, small_site, out)

    press.make(contents(small_site, '<h2>What the law asks</h2><p><img src="../../assets/chart.png" alt="A"/></p>'))

    message = "Below the heading “What the law asks” this page holds the damaged picture 'assets/chart.png'"
    hint = "Open it in a program for pictures, save it again as .png or .jpg, and put that file in its place."
    said = f"{message}, which a handout cannot show."
    assert press.problems == [Problem("docs/nations/wales.md", 9, 1, "unprintable-content", said, hint)]


def test_a_picture_of_another_kind_than_its_name_says_is_set(project: Path, small_site: Site, out: Path) -> None:
    assets = project / "docs" / "assets"
    with Image.open(assets / "chart.png") as picture:
        picture.save(assets / "sign.png", "JPEG")
    press = Press(project, small_site, out)

    press.make(contents(small_site, '<p><img src="../../assets/sign.png" alt="A"/></p>'))

    assert press.problems == []


def test_what_cannot_be_set_is_a_problem_that_says_why(project: Path, small_site: Site, out: Path) -> None:
    press = Press(project, small_site, out)

    press.make(contents(small_site, "<ul><li>" * 40 + "x"))

    (problem,) = press.problems
    assert (problem.path, problem.line, problem.rule) == ("docs/nations/wales.md", 1, "unprintable-content")
    assert problem.message.startswith("No handout could be made of this page: ")
    assert "recursion" in problem.message


def test_pages_are_counted_as_another_reader_counts_them(project: Path, small_site: Site, out: Path) -> None:
    press = Press(project, small_site, out)

    press.make(contents(small_site, "<p>Many words.</p>" * 200))

    for made in press.prints[WALES]:
        pdf = (out / made.path).read_bytes()
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            assert made.pages == page_count(pdf) == len(opened.pages) > 3
