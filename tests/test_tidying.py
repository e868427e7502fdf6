"""references.bib in order: nothing it says changes, whoever reads it."""

from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from pybtex.database import parse_string as read_by_pybtex

from evidence.__main__ import main
from evidence.bibliography import Library, read_library
from evidence.source import Source, read_source
from evidence.tidying import tidied

ROOT = Path(__file__).parents[1]

UNTIDY = r"""% The library.
% Its second line.

% About z9.
@Misc(z9, Title = "A {B}", year=2001, month = oct # " 5", colour = {blue}, note={a
   b, c}) % behind z9
@string{jc = {Journal of Care}}

% Alone.

% About a1.
@ARTICLE{a1,
 journal=jc, title={T}, Author = "Smith, {\"O}" }
@comment{ @misc{hidden, title={x}} }
@misc{M2, title={One "two" # three}, author = {} # "{" # "}" }
The end.
"""

TIDY = r"""% The library.
% Its second line.

@string{jc = {Journal of Care}}

% Alone.

% About a1.
@article{a1,
  author       = {Smith, {\"O}},
  title        = {T},
  journal      = jc,
}

@comment{ @misc{hidden, title={x}} }
@misc{M2,
  author       = {} # "{" # "}",
  title        = {One "two" # three},
}

% About z9.
@misc{z9,
  title        = {A {B}},
  year         = {2001},
  month        = oct # " 5",
  note         = {a b, c},
  colour       = {blue},
} % behind z9

The end.
"""


def library(text: str) -> Library:
    return read_library(Source("references.bib", text))


def test_entries_are_sorted_and_written_alike_and_comments_stay_where_they_belong() -> None:
    assert tidied(library(UNTIDY)) == TIDY


def test_our_own_library_is_in_order() -> None:
    source, _ = read_source(ROOT, "references.bib")

    assert tidied(read_library(source)) == source.text


def spoiled(text: str) -> str:
    """Write entries as others do: in capitals, in quotation marks, on one line, with bare numbers and comments."""
    entries = text.split("\n@")
    for number, entry in enumerate(entries):
        if number % 3 == 0:
            entries[number] = " ".join(entry.split()) + " % behind"
        if number % 3 == 1:
            entries[number] = entry.replace("  year = {", "  YEAR = {", 1).replace(" seen = {", "\tseen={")
        if number % 5 == 0:
            entries[number] += f"\n\n% About entry {number}.\n"
    return "% Opening.\n\n" + "\n@".join(entries)


@pytest.mark.parametrize("change", [str, spoiled], ids=["unsorted", "spoiled"])
def test_200_entries_say_the_same_to_three_readers(generated_library: str, change: type[str]) -> None:
    before = change(generated_library)

    after = tidied(library(before))

    assert tidied(library(after)) == after
    assert list(library(after).references) == sorted(library(before).references, key=str.lower)
    assert {key: (work.type, work.fields) for key, work in library(after).references.items()} == {
        key: (work.type, work.fields) for key, work in library(before).references.items()
    }
    assert held_by_pybtex(after) == held_by_pybtex(before)
    assert held_by_bibtexparser(after) == held_by_bibtexparser(before)
    assert sorted(line for line in after.split("\n") if line.startswith("% About")) == sorted(
        line for line in before.split("\n") if line.startswith("% About")
    )


def held_by_pybtex(text: str) -> dict[str, dict[str, str]]:
    return {
        key: {
            **{name.lower(): value for name, value in entry.fields.items()},
            **{role: " and ".join(map(str, people)) for role, people in entry.persons.items()},
        }
        for key, entry in read_by_pybtex(text, "bibtex").entries.items()
    }


def held_by_bibtexparser(text: str) -> dict[str, dict[str, str]]:
    return {
        entry.key: {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields}
        for entry in parse_string(text).entries
    }


@pytest.mark.parametrize(
    "text",
    [
        "@misc{b, month = jan}\n@string{jan = {Ionawr}}\n@misc{a, month = jan}\n",
        "",
        "Only words.\n",
    ],
    ids=["an abbreviation that changes on the way", "nothing", "words"],
)
def test_what_cannot_be_put_in_order_without_a_change_stays(text: str) -> None:
    assert tidied(library(text)).strip() == text.strip()


def test_the_command_says_whether_it_changed_anything(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    said = []
    for _ in range(2):
        assert main(["format"]) == 0
        said.append(capsys.readouterr().err)

    assert said == [
        "Put references.bib in order. Its sources say what they said before.\n",
        "references.bib is in order already.\n",
    ]
    assert main(["check"]) == 0


def test_a_library_that_cannot_be_read_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    (project / "references.bib").write_text("@misc{b,\n\n@misc{a, title = {A}}\n", encoding="utf-8")

    assert main(["format"]) == 1
    assert (project / "references.bib").read_text(encoding="utf-8") == "@misc{b,\n\n@misc{a, title = {A}}\n"
    assert capsys.readouterr().err.endswith("Nothing was changed: put references.bib right first.\n")
