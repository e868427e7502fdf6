"""What each folder of docs/ holds."""

import re
from pathlib import Path

import pytest

from evidence.front_matter import Text
from evidence.page_types import PAGE_TYPES, PLAIN, Field, PageType, Shape, page_type_of
from evidence.read import read_page
from evidence.source import Source, read_source

ROOT = Path(__file__).parents[1]
ALL = (*PAGE_TYPES, PLAIN)
FIELDS = {
    f"{page_type.folder or 'plain'}-{field.name}": (page_type, field) for page_type in ALL for field in page_type.fields
}


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_a_page_in_a_folder_is_of_its_type_and_the_index_is_plain(page_type: PageType) -> None:
    assert page_type_of(f"{page_type.folder}/a-page.md") is page_type
    assert page_type_of(f"{page_type.folder}/index.md") is PLAIN
    assert page_type_of(f"{page_type.folder}/deeper/a-page.md") is PLAIN


@pytest.mark.parametrize(
    "path", ["index.md", "glossary.md", "about/index.md", "about/how.md", "nations.md", "unknown/x.md"]
)
def test_other_pages_are_plain(path: str) -> None:
    assert page_type_of(path) is PLAIN


def test_no_two_types_share_a_folder_or_a_name() -> None:
    assert [len({getattr(page_type, name) for page_type in ALL}) for name in ("folder", "singular", "plural")] == [
        len(ALL)
    ] * 3


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_every_folder_has_an_index_and_a_template(page_type: PageType) -> None:
    folder = ROOT / "docs" / page_type.folder

    assert [(folder / name).is_file() for name in ("index.md", "_template.md")] == [True, True]


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.folder)
def test_the_gap_section_needs_no_sources_and_stands_in_the_template_of_evidence(page_type: PageType) -> None:
    template, _ = read_source(ROOT, f"docs/{page_type.folder}/_template.md")

    assert page_type.gaps in page_type.unsourced
    assert (f"## {page_type.gaps}\n" in template.text) == page_type.evidence


@pytest.mark.parametrize("page_type", ALL, ids=lambda page_type: page_type.folder or "plain")
def test_a_field_is_found_by_its_name(page_type: PageType) -> None:
    names = [field.name for field in page_type.fields]

    assert len(set(names)) == len(names)
    assert [page_type.field(name) for name in names] == list(page_type.fields)
    assert page_type.field("no such field") is None


@pytest.mark.parametrize(("page_type", "field"), FIELDS.values(), ids=FIELDS)
def test_a_field_says_what_it_holds(page_type: PageType, field: Field) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", field.name)
    assert re.fullmatch(r"[A-Z].*\w", field.label)
    assert re.fullmatch(r"[A-Z].*\.", field.help)
    assert page_type.singular


@pytest.mark.parametrize("field", [field for _, field in FIELDS.values()], ids=FIELDS)
def test_a_field_that_names_pages_or_choices_knows_which(field: Field) -> None:
    assert bool(field.folder) == (field.shape in (Shape.LINKS, Shape.NATIONS))
    assert bool(field.choices) == (field.shape in (Shape.CHOICE, Shape.GROUNDED))
    assert field.folder in ("", *(page_type.folder for page_type in PAGE_TYPES))


@pytest.mark.parametrize("field", [field for _, field in FIELDS.values()], ids=FIELDS)
def test_the_example_of_a_field_can_be_read_as_what_it_is(field: Field) -> None:
    page = read_page(Source("docs/a.md", f"---\n{field.name}: {field.example}\n---\n"), "a.md")

    several = field.shape not in (Shape.TEXT, Shape.CITED, Shape.NUMBER, Shape.DATE, Shape.CHOICE)
    assert page.front_matter_faults == ()
    assert isinstance(page.front_matter.fields[field.name], Text) != several
    assert {name.value for name, _ in page.pairs(field.name)} <= {*field.choices} or not field.choices
    assert page.text(field.name) in ("", *field.choices) or not field.choices
