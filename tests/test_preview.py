"""The preview's own building: whatever a page holds, the others are shown and somebody is told."""

from pathlib import Path

import pytest

from evidence.preview import Preview

PAGE = "docs/nations/wales.md"
URL = "http://localhost:8000/doing-with/"


@pytest.fixture
def preview(project: Path, tmp_path: Path) -> Preview:
    return Preview(project, tmp_path / "shown" / "site", URL)


def html(preview: Preview, path: str = "nations/wales/") -> str:
    return (preview.out / path / "index.html").read_text(encoding="utf-8")


def test_a_change_is_shown(project: Path, preview: Preview, capsys: pytest.CaptureFixture[str]) -> None:
    preview.build()
    (project / PAGE).write_text((project / PAGE).read_text().replace("Ministers listen", "Ministers hear"))

    preview.build()

    assert "Ministers hear" in html(preview)
    assert (preview.out / "nations" / "wales" / "wales-sources.bib").is_file()
    assert f'<link rel="canonical" href="{URL}nations/wales/">' in html(preview)
    assert capsys.readouterr() == ("", "All is well: no problems.\n" * 2)


def test_a_problem_is_told_in_the_terminal_and_at_the_top_of_its_page(
    project: Path, preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / PAGE).write_text((project / PAGE).read_text().replace("@author2020work]", "@nobody]"))

    preview.build()

    out, err = capsys.readouterr()
    assert out.startswith(f"{PAGE}:12:20: The source 'nobody' is not in our reference list.")
    assert err == "1 problem. Nothing is lost.\n"
    assert "1 thing to put right on this page" in html(preview)
    assert "The source nobody is not in our reference list" in html(preview)
    assert "to put right" not in html(preview, "about")


def test_problems_of_the_library_and_of_settings_stand_on_the_home_page(project: Path, preview: Preview) -> None:
    with (project / "references.bib").open("a") as file:
        file.write("@book{unfinished,\n  title = {Words\n")
    (project / "docs" / "out.md").symlink_to("/etc/hostname")

    preview.build()

    assert "2 things to put right" in html(preview, "")
    assert "references.bib, line 11" in html(preview, "")
    assert "docs/out.md" in html(preview, "")
    assert "to put right" not in html(preview)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"---\ntitle: Wales: a nation\n---\n\nWords.\n",
        b"---\ntitle: Wales\n---\n\nH\xe9.\n",
        b"\xff\xfe\x00W",
        b"---\ntitle: Wales\n---\n\n" + b"*a " * 1500 + b"a* " * 1500,
        b"---\ntitle: Wales\n---\n" + b"\nwords" * 1_000_000,
        b"---\nchecked: never\nchanges: x\nnations: {a: [b]}\n---\n\n[@author2020work",
    ],
    ids=["empty", "a colon in the box", "Latin-1", "no text at all", "nested", "huge", "wrong fields"],
)
def test_a_page_that_cannot_be_read_does_not_stop_the_others(
    project: Path, preview: Preview, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / PAGE).write_bytes(data)

    preview.build()

    assert f"{PAGE}:" in capsys.readouterr().out
    assert "to put right on this page" in html(preview)
    assert "We read it." in html(preview, "about")


def test_settings_that_cannot_be_used_leave_the_preview_as_it_was(
    project: Path, preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    preview.build()
    before = html(preview)
    (project / "mkdocs.yml").write_text("site_name: [\n")

    preview.build()

    out, err = capsys.readouterr()
    assert out.startswith("mkdocs.yml:2:1: We could not read mkdocs.yml near 'site_name: ['.")
    assert "The site could not be built and is shown as it was." in err
    assert "Traceback" not in err
    assert html(preview) == before
