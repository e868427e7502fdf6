"""References written out and read back by programs that nobody here wrote: bibtexparser, rispy and Pandoc."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pypandoc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

from evidence.bibliography import UNDATED, Library, read_library
from evidence.csl import reference_item
from evidence.exports.formats import FORMATS
from evidence.harvard import OTHERS
from evidence.source import Source, read_source

ROOT = Path(__file__).parents[2]
HARD = r"""
@article{accents, author = {Ŵyr, Siân and {\'E}ire, Ann and M{\"u}ller, J{\"o}rg}, title = {Tŷ Ŵyr: \'a la carte},
  journal = {Public Money \& Management}, year = {2019}, doi = {10.1000/a_b(c)<1>#2}, pages = {e14053}}
@misc{organisations, author = {{Health, Care and Sport} and {A and B} and {Plato}}, title = {{{NHS}} and {i{P}hone}},
  year = {2020}, url = {https://x.org/a_b?c=50%25&d={e}#f~g}}
@techreport{signs, author = {Doe, Jane}, title = {100\% of \$5 \& {\#}1 \_ 2 {$<$} 3: a ``quotation'', it's 5--6},
  institution = {{S, T \& U}}, number = {CP 560}, year = {2021}, month = dec}
@misc{undated, author = {{Age Cymru}}, title = {No date}, year = {n.d.}}
@book{others, author = {Doe, Jane and Roe, R. and others}, title = {Some of us}, year = {1999}, publisher = {P}}
@book{edited, editor = {de Souza, Ana and van der Berg, Bo}, title = {An Edited Book}, year = {2001}, publisher = {P}}
@misc{nobody, title = {Nobody wrote this}, year = {2003}}
@article{spans, author = {O'Neill, Pat-Ann}, title = {{Title Case} Stays As It Is}, journal = {{BJPsych} Bulletin},
  year = {2018}, pages = {216--224}, volume = {35}, number = {4}}
"""
"""What makes formats differ: accents, organisations with commas, signs with a meaning, no date, left-out authors."""


class Record(NamedTuple):
    """What has to be the same in every format."""

    title: str
    year: str
    doi: str
    people: int


@pytest.fixture(params=["our own", "hard"], scope="module")
def library(request: pytest.FixtureRequest) -> Library:
    if request.param == "hard":
        return read_library(Source("references.bib", HARD))
    source, _ = read_source(ROOT, "references.bib")
    return read_library(source)


@pytest.fixture(scope="module")
def expected(library: Library) -> dict[str, Record]:
    """Give the records as our own reading of the library has them."""
    return {
        key: Record(
            work.text("title"),
            work.year,
            work.doi,
            sum(name.last != OTHERS for name in work.authors),
        )
        for key, work in library.references.items()
    }


def written(library: Library, suffix: str) -> str:
    (form,) = (form for form in FORMATS if form.suffix == suffix)
    return form.joined(form.write(reference_item(work)) for work in library.references.values())


def from_pandoc(text: str, language: str) -> dict[str, Record]:
    """Let Pandoc read references and give them as CSL-JSON, its own marks for capitals taken out."""
    items: list[dict[str, Any]] = json.loads(pypandoc.convert_text(text, "csljson", format=language))
    found = {}
    for item in items:
        people = [*item.get("author", ()), *item.get("editor", ())]
        date = item.get("issued", {})
        year = str(date["date-parts"][0][0]) if date.get("date-parts") else date.get("literal", UNDATED)
        title = re.sub(r"</?span[^>]*>", "", item["title"])
        named = sum(person != {"literal": OTHERS} for person in people)
        found[item["id"]] = Record(title, year, item.get("DOI", ""), named)
    return found


def typewritten(records: dict[str, Record]) -> dict[str, Record]:
    """Write all quotation marks alike: Pandoc turns them as its own style has them."""
    marks = str.maketrans(dict.fromkeys('‘’“”"', "'"))
    return {key: record._replace(title=record.title.translate(marks)) for key, record in records.items()}


def test_bibtex_says_the_same_to_bibtexparser(library: Library, expected: dict[str, Record]) -> None:
    middleware = [SeparateCoAuthors(), LatexDecodingMiddleware()]
    read = parse_string(written(library, "bib"), append_middleware=middleware)

    assert read.failed_blocks == []
    found = {}
    for entry in read.entries:
        fields = {field.key: field.value for field in entry.fields}
        people = [name for name in (*fields.get("author", ()), *fields.get("editor", ())) if name != OTHERS]
        title = fields["title"].removeprefix("{").removesuffix("}")
        found[entry.key] = Record(title, fields["year"], fields.get("doi", ""), len(people))
    assert found == expected


def test_bibtex_says_the_same_to_pandoc(library: Library, expected: dict[str, Record]) -> None:
    assert typewritten(from_pandoc(written(library, "bib"), "bibtex")) == typewritten(expected)


def test_bibtex_says_the_same_to_our_own_reading(library: Library) -> None:
    again = read_library(Source("references.bib", written(library, "bib")))

    assert again.faults == ()
    for key, work in library.references.items():
        assert (again.references[key].text("title"), again.references[key].authors) == (
            work.text("title"),
            work.authors,
        )


def test_ris_says_the_same_to_rispy(library: Library, expected: dict[str, Record]) -> None:
    found = {
        record["id"]: Record(
            record["title"],
            record.get("year", UNDATED),
            record.get("doi", ""),
            len(record.get("authors", ())) + len(record.get("unknown_tag", {}).get("ED", ())),
        )
        for record in rispy.loads(written(library, "ris"))
    }

    assert found == expected


def test_ris_says_the_same_to_pandoc(library: Library, expected: dict[str, Record]) -> None:
    assert typewritten(from_pandoc(written(library, "ris"), "ris")) == typewritten(expected)


def test_csl_json_says_the_same_to_pandoc(library: Library, expected: dict[str, Record]) -> None:
    assert typewritten(from_pandoc(written(library, "json"), "csljson")) == typewritten(expected)
