"""A template is a page that lacks nothing but its sources, and the check of a copy says so."""

import shutil
from pathlib import Path

import pytest

from evidence.page_types import PAGE_TYPES, PageType
from evidence.read import read_site
from evidence.rules import check

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_a_copied_template_lacks_its_sources_alone(page_type: PageType, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "references.bib", tmp_path)
    folder = tmp_path / "docs" / page_type.folder
    shutil.copy(folder / "_template.md", folder / "a-new-page.md")

    problems = check(read_site(tmp_path))

    assert {problem.path for problem in problems} == {f"docs/{page_type.folder}/a-new-page.md"}
    assert {problem.rule for problem in problems} <= {"uncited-statement", "unresolved-citation"}


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_a_template_shows_every_field_of_its_page_type(page_type: PageType) -> None:
    text = (ROOT / "docs" / page_type.folder / "_template.md").read_text(encoding="utf-8")

    assert [field.name for field in page_type.fields if f"{field.name}:" not in text] == []
