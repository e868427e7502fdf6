"""The data of a handout: what stands on it beside the page's own content, and which pictures it may show."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.handouts.nodes import UnknownElementError
from evidence.handouts.sheets import Content, Sheet, handout, qr_code
from evidence.read import read_site

SheetOf = Callable[[str], Sheet]
ADDRESS = "https://example.org/doing-with/nations/wales/"


def test_a_handout_says_where_it_is_from_and_how_to_mend_it(sheet_of: SheetOf) -> None:
    sheet = sheet_of("<p>Words</p>")

    assert (sheet.name, sheet.template, sheet.day) == ("nations/wales", "handout.typ", "2026-11-23")
    assert {name: sheet.data[name] for name in ("title", "footer", "address", "anchors")} == {
        "title": "Wales",
        "footer": ["Doing With: Wales"],
        "address": ADDRESS,
        "anchors": [],
    }
    labels = [label for label, _ in sheet.data["about"]]  # type: ignore[attr-defined]
    assert labels == ["Read it online:", "Something not right?", "Ask us for another format:", "Share it:"]


def test_a_way_to_involve_stands_on_its_rung(project: Path) -> None:
    page = project / "docs" / "ways-to-involve" / "co-design.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: Co-design\nband: doing with\n---\n")
    site = read_site(project)

    sheet = handout(project, site, Content(site.pages[-1], '<div class="dw-facts"><p>a</p></div>', "<p>b</p>", ""))

    assert [node["k"] for node in sheet.data["nodes"]] == ["card", "rung", "p"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "src", ["https://other.test/a.png", "../../../a.png", "file:///etc/passwd", "../../assets/none.png", "/etc/passwd"]
)
def test_a_picture_from_elsewhere_is_refused(sheet_of: SheetOf, src: str) -> None:
    with pytest.raises(UnknownElementError) as refused:
        sheet_of(f'<h2>Here</h2><img src="{src}" alt="A"/>')

    assert refused.value.what == f"the picture '{src}' from elsewhere"
    assert (refused.value.heading, refused.value.uri) == ("Here", "nations/wales.md")


def test_a_shortcut_that_leads_out_of_the_folder_is_no_picture_of_ours(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (project / "docs" / "assets" / "inside.png").write_bytes(b"ours")
    (project / "docs" / "assets" / "out.png").symlink_to(tmp_path / "secret.png")
    (project / "docs" / "assets" / "in.png").symlink_to(project / "docs" / "assets" / "inside.png")
    site = read_site(project)
    page = site.by_uri["nations/wales.md"]

    def shown(name: str) -> Sheet:
        return handout(project, site, Content(page, "", f'<img src="../../assets/{name}" alt=""/>', ""))

    assert list(shown("in.png").pictures.values()) == [("assets/in.png", b"ours")]
    with pytest.raises(UnknownElementError):
        shown("out.png")


def test_what_is_nested_too_deeply_is_refused(sheet_of: SheetOf) -> None:
    with pytest.raises(UnknownElementError, match="lists or boxes within too many others"):
        sheet_of("<ul><li>" * 400 + "x")


def test_a_site_without_settings_has_handouts_too(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: X\n")
    site = read_site(project)

    sheet = handout(project, site, Content(site.by_uri["nations/wales.md"], "", "<p>a</p>", ""))

    assert sheet.data["address"] == "https://example.org/nations/wales/"
    assert [label for label, _ in sheet.data["about"]] == ["Read it online:", "Something not right?", "Share it:"]  # type: ignore[attr-defined]


def test_a_code_is_drawn_with_the_quiet_space_around_it() -> None:
    code = qr_code(ADDRESS)

    assert code == qr_code(ADDRESS) != qr_code(f"{ADDRESS}x")
    # Version 4 has 33 squares a side; four more on each side stay white.
    assert b'viewBox="0 0 41 41"' in code
