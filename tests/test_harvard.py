"""How works are named in a text and listed among the sources."""

import random
import re
from pathlib import Path

import pytest

from evidence import harvard
from evidence.bibliography import Library, read_library
from evidence.citations import scan_text
from evidence.harvard import Entry, Label
from evidence.source import Source, read_source

ROOT = Path(__file__).parents[1]


def library(text: str) -> Library:
    return read_library(Source("references.bib", text))


def entry_of(fields: str, kind: str = "misc") -> Entry:
    read = library(f"@{kind}{{a, {fields}}}")
    return harvard.entry(read.references["a"], harvard.labels(read)["a"])


AUTHORS = {
    "author = {Bovaird, Tony}": "Bovaird",
    "author = {Tony Bovaird}": "Bovaird",
    "author = {van Meerkerk, Ingmar}": "van Meerkerk",
    "author = {Boyle, David and Harris, Michael}": "Boyle and Harris",
    "author = {Ham, C. and Heenan, D. and Longley, M.}": "Ham et al.",
    "author = {Ham, C. and others}": "Ham et al.",
    "author = {Ham, C. and Heenan, D. and others}": "Ham et al.",
    "author = {{Social Care Wales}}": "Social Care Wales",
    "author = {{Welsh Government} and Roe, R.}": "Welsh Government and Roe",
    "author = {{Care Quality Commission}}, shortauthor = {{CQC}}": "CQC",
    "author = {{Age {\\&} Care}}": "Age & Care",
    "editor = {Pestoff, Victor and Brandsen, Taco}": "Pestoff and Brandsen",
    "author = {Doe, J.}, editor = {Roe, R.}": "Doe",
    "institution = {{Public Health Wales}}": "Public Health Wales",
    "organization = {Mind}, institution = {NHS}": "Mind",
    "author = {others}": "No author",
    "note = {nobody}": "No author",
}


@pytest.mark.parametrize(("fields", "authors"), AUTHORS.items())
def test_a_citation_names_up_to_two_authors(fields: str, authors: str) -> None:
    labels = harvard.labels(library(f"@misc{{a, title = {{No author}}, year = {{2022}}, {fields}}}"))

    assert labels == {"a": Label(authors, "2022")}
    assert str(labels["a"]) == f"{authors}, 2022"


def test_a_work_without_author_and_title_goes_by_its_key() -> None:
    assert harvard.labels(library("@misc{a, year = 2022}")) == {"a": Label("a", "2022")}


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("year = {2022}", "2022"),
        ("year = 2022", "2022"),
        ("date = {2022-05-01}", "2022"),
        ("year = {n.d.}", "n.d."),
        ("year = {in press}", "in press"),
        ("title = {A}", "n.d."),
    ],
)
def test_the_year_is_that_of_the_entry_or_there_is_none(fields: str, year: str) -> None:
    assert harvard.labels(library(f"@misc{{a, author = {{Doe, J.}}, {fields}}}"))["a"].year == year


def test_works_that_would_look_alike_get_letters_in_the_order_of_their_titles() -> None:
    works = [
        "@misc{x1, author = {Doe, J.}, year = 2022, title = {Third}}",
        "@misc{x2, author = {Doe, Jane}, year = 2022, title = {first}}",
        "@misc{x3, author = {Doe, J.}, year = 2022, title = {Second}}",
        "@misc{x4, author = {Doe, J.}, year = 2023, title = {Alone in its year}}",
        "@misc{x5, author = {Roe, R.}, year = 2022, title = {Alone of its author}}",
        "@misc{x6, author = {{Mind}}, year = {n.d.}, title = {Same title}}",
        "@misc{x7, author = {{Mind}}, title = {Same title}}",
        "@misc{x8, author = {{Mind}}, year = {in press}, title = {B}}",
        "@misc{x9, author = {{Mind}}, year = {in press}, title = {A}}",
        "@misc{y1, author = {Ham, C. and Heenan, D. and Longley, M.}, year = 2013, title = {B}}",
        "@misc{y2, author = {Ham, C. and Others, A. and Roe, R.}, year = 2013, title = {A}}",
    ]
    years = {
        "x1": "2022c", "x2": "2022a", "x3": "2022b", "x4": "2023", "x5": "2022", "x6": "n.d.-a", "x7": "n.d.-b",
        "x8": "in press-b", "x9": "in press-a", "y1": "2013b", "y2": "2013a",
    }  # fmt: skip
    draw = random.Random(20261123)

    for _ in range(20):
        draw.shuffle(works)
        labels = harvard.labels(library("\n".join(works)))
        assert {key: label.year for key, label in labels.items()} == years


@pytest.mark.parametrize(
    ("number", "letter"), {0: "a", 25: "z", 26: "aa", 27: "ab", 51: "az", 52: "ba", 701: "zz"}.items()
)
def test_letters_go_on_after_z(number: int, letter: str) -> None:
    assert harvard.letter(number) == letter


ENTRIES = {
    "article": (
        ("author = {Bovaird, Tony}, year = 2007, title = {Beyond Engagement}, journal = {Public Money \\& Management},"
        " volume = 67, number = 5, pages = {846--860}, doi = {10.1111/j.1540}, urldate = {2026-11-23}"),
        ("Bovaird, T. (2007) ‘Beyond Engagement’, Public Money & Management, 67(5), pp. 846–860."
        " Available at: https://doi.org/10.1111/j.1540."),
    ),
    "article with neither number nor pages": (
        "author = {Doe, J.}, year = 2007, title = {Why not?}, journal = {Care}, volume = 6",
        "Doe, J. (2007) ‘Why not?’, Care, 6.",
    ),
    "article with an issue and no volume": (
        "author = {Doe, J.}, year = 2007, title = {A}, journal = {Care}, issue = {May}, pages = {e14}",
        "Doe, J. (2007) ‘A’, Care, May, p. e14.",
    ),
    "book": (
        ("author = {Chandler, Daniel and Munday, Rod}, year = 2016, title = {A Dictionary}, edition = 2,"
        " publisher = {OUP}, address = {Oxford}"),
        "Chandler, D. and Munday, R. (2016) A Dictionary. 2nd edn. Oxford: OUP.",
    ),
    "edited book": (
        ("editor = {Pestoff, Victor and Brandsen, Taco and Verschuere, Bram}, year = 2012, title = {New Governance},"
        " publisher = {Routledge}, location = {London}"),
        "Pestoff, V., Brandsen, T. and Verschuere, B. (eds) (2012) New Governance. London: Routledge.",
    ),
    "book with one editor": (
        "editor = {Roe, Richard}, year = 2012, title = {Care!}, publisher = {Routledge}",
        "Roe, R. (ed.) (2012) Care! Routledge.",
    ),
    "chapter": (
        ("author = {Doe, Jane}, editor = {Roe, Richard and Poe, Paul}, year = 2012, title = {Ladders},"
        " booktitle = {Handbook of Care}, edition = {11}, publisher = {Sage}, address = {London}, pages = {3--9}"),
        "Doe, J. (2012) ‘Ladders’, in Roe, R. and Poe, P. (eds) Handbook of Care. 11th edn. London: Sage, pp. 3–9.",
    ),
    "in proceedings": (
        ("author = {McCarry, S. and others}, year = 2018, title = {Moving beyond the tick box!},"
        " booktitle = {Colloquium 2018}, url = {https://x.org/a\\_b}, urldate = {2026-11-03}"),
        ("McCarry, S. et al. (2018) ‘Moving beyond the tick box!’, in Colloquium 2018."
        " Available at: https://x.org/a_b (Accessed: 3 November 2026)."),
    ),
    "report": (
        ("author = {{Department of Health (Northern Ireland)}}, shortauthor = {DoH}, year = 2016, title = {Together},"
        " institution = {{Department of Health (Northern Ireland)}}, number = {CP 5}, address = {Belfast}"),
        "Department of Health (Northern Ireland) (DoH) (2016) Together. CP 5, Belfast.",
    ),
    "report of another body": (
        "author = {Boyle, David}, year = 2009, title = {The Challenge.}, institution = {{nef and NESTA}}",
        "Boyle, D. (2009) The Challenge. nef and NESTA.",
    ),
    "web page": (
        ("author = {{Age Cymru}}, title = {{Golden Thread}}, url = {https://age.org/}, urldate = {2026-11-23},"
        " howpublished = {Web page, undated.}"),
        ("Age Cymru (n.d.) Golden Thread. Web page, undated."
        " Available at: https://age.org/ (Accessed: 23 November 2026)."),
    ),
    "web page that nobody read": (
        "author = {{Mind}}, year = 2020, title = {Groups}, url = {https://mind.org/}",
        "Mind (2020) Groups. Available at: https://mind.org/.",
    ),
    "title in quotation marks": ("author = {Doe, jane}, year = 2020, title = {`Say'}", "Doe, J. (2020) ‘Say’."),
    "others alone": ("author = {others}, year = 2020, title = {Untitled}", "Untitled (2020) Untitled."),
    "short name of several": (
        "author = {{Age UK} and {Mind}}, shortauthor = {AM}, year = 2020, title = {A}",
        "Age UK and Mind (2020) A.",
    ),
    "chapter of nobody but the editor": (
        "editor = {Roe, R.}, year = 2020, title = {A}, booktitle = {B}",
        "Roe, R. (ed.) (2020) ‘A’, in B.",
    ),
    "report that a body published": (
        "author = {Doe, J.}, year = 2020, title = {A}, organization = {{Mind}}",
        "Doe, J. (2020) A. Mind.",
    ),
    "nobody's": ("title = {Untitled}, year = 2020", "Untitled (2020) Untitled."),
    "nothing at all": ("note = {x}", "a (n.d.) a."),
    "initials": (
        "author = {Hall, Anne-Marie and Steel, D. R. and Rees, {\\^W}yn and Mac, Ó Séan}, year = 2013, title = {A}",
        "Hall, A.-M., Steel, D.R., Rees, Ŵ. and Mac, Ó.S. (2013) A.",
    ),
    "short name within the name": (
        "author = {{House of Lords Committee}}, shortauthor = {House of Lords}, year = 2022, title = {A}",
        "House of Lords Committee (2022) A.",
    ),
    "short name in capitals": (
        "author = {{Health Alliance}}, shortauthor = {ALLIANCE}, year = 2022, title = {A}",
        "Health Alliance (ALLIANCE) (2022) A.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_a_work_is_listed_as_harvard_style_asks(fields: str, expected: str) -> None:
    assert str(entry_of(fields)) == expected


@pytest.mark.parametrize(
    ("edition", "words"),
    {"1": "1st edn", "2": "2nd edn", "3": "3rd edn", "4": "4th edn", "11": "11th edn", "12": "12th edn",
     "13": "13th edn", "21": "21st edn", "22": "22nd edn", "112": "112th edn", "2nd": "2nd edn", "Second": "Second edn",
     "Revised": "Revised"}.items(),
)  # fmt: skip
def test_editions_are_counted_in_words(edition: str, words: str) -> None:
    assert entry_of(f"edition = {{{edition}}}", "book").details == words


@pytest.mark.parametrize(
    ("place", "accessed"),
    {"url = {https://x.org/}": "23 November 2026", "doi = {10.1111/x}": "", "publisher = {X}": ""}.items(),
)
def test_a_work_is_accessed_at_its_web_address(place: str, accessed: str) -> None:
    assert entry_of(f"title = {{A}}, urldate = {{2026-11-23}}, {place}").accessed == accessed


DATES = {
    "2026-11-23": "23 November 2026",
    "2026-01-01": "1 January 2026",
    "2026-12-09": "9 December 2026",
    "2026-13-09": "2026-13-09",
    "2026-00-09": "2026-00-09",
    "November 2026": "November 2026",
    "2026-11-2": "2026-11-2",
    "": "",
}


@pytest.mark.parametrize(("date", "words"), DATES.items())
def test_dates_are_written_in_words(date: str, words: str) -> None:
    assert harvard.date_in_words(date) == words


def test_sources_are_listed_by_author_year_and_title_whatever_their_accents() -> None:
    read = library(
        "@misc{a, author = {{Zebra}}, year = 2001}"
        "@misc{b, author = {{Éire}}, year = 2001}"
        "@misc{c, author = {{eagle}}, year = 2001}"
        "@misc{d, author = {Ŵyn, A.}, year = 2001}"
        "@misc{e, author = {Wood, A.}, year = 2001, title = {B}}"
        "@misc{f, author = {Wood, A.}, year = 2001, title = {A}}"
        "@misc{g, author = {Wood, A.}, year = 1999}"
        "@misc{h, title = {‘Hello’ he said}}"
        "@misc{i, author = {Wood, A. and Adams, B.}, year = 1990}"
    )

    listed = harvard.in_order(read.references.values(), harvard.labels(read))

    assert "".join(reference.key for reference in listed) == "cbhgfeida"


CITED = {
    "[@doe]": "(Doe, 2001)",
    "[see @doe, p. 4]": "(see Doe, 2001, p. 4)",
    "[@doe, p. 4, my emphasis; cf. also @duo]": "(Doe, 2001, p. 4, my emphasis; cf. also Roe and Poe, n.d.)",
    "[@doe p. 4]": "(Doe, 2001 p. 4)",
    "[@{doe}p. 4]": "(Doe, 2001 p. 4)",
    "[@doe(p. 4)]": "(Doe, 2001 (p. 4))",
    "[@doe's view]": "(Doe, 2001's view)",
    "[@doe: p. 4.]": "(Doe, 2001: p. 4.)",
    "[ @doe, p. 4 ]": "(Doe, 2001, p. 4)",
    "@doe [ p. 4 ]": "Doe (2001, p. 4)",
    "[-@doe]": "(2001)",
    "[-@doe, p. 4; -@duo]": "(2001, p. 4; n.d.)",
    "[@doe {p. 4}]": "(Doe, 2001, p. 4)",
    "[@doe, {pp. iv--vi}, my emphasis]": "(Doe, 2001, pp. iv--vi, my emphasis)",
    "@doe": "Doe (2001)",
    "@doe [p. 4]": "Doe (2001, p. 4)",
    "@doe [p. 4; see @duo, p. 5]": "Doe (2001, p. 4; see Roe and Poe, n.d., p. 5)",
    "@doe [@duo]": "Doe (2001; Roe and Poe, n.d.)",
    "-@doe": "(2001)",
    "-@doe [p. 4]": "(2001, p. 4)",
    "[@lost, p. 4]": "(<lost>, p. 4)",
    "[@doe; @lost]": "(Doe, 2001; <lost>)",
    "@lost": "<lost>",
    "@lost [p. 4]": "<lost> (p. 4)",
    "@lost [p. 4; @doe]": "<lost> (p. 4; Doe, 2001)",
    "-@lost [@doe]": "<lost> (Doe, 2001)",
}


@pytest.mark.parametrize(("typed", "expected"), CITED.items())
def test_a_citation_is_shown_as_readers_know_it(typed: str, expected: str) -> None:
    labels = {"doe": Label("Doe", "2001"), "duo": Label("Roe and Poe", "n.d.")}
    (citation,) = scan_text(typed)

    shown = harvard.cite(citation, labels, lambda key, words: words or f"<{key}>")

    assert shown == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[see @doe, p. 4]", "(SEE <doe:Doe, 2001>, P. 4)"),
        ("@doe", "<doe:Doe (2001)>"),
        ("@doe [p. 4]", "<doe:Doe> (2001, P. 4)"),
        ("-@doe", "<doe:(2001)>"),
        ("-@doe [p. 4]", "(<doe:2001>, P. 4)"),
    ],
)
def test_what_somebody_typed_is_told_apart_from_the_names_of_works(typed: str, expected: str) -> None:
    (citation,) = scan_text(typed)

    shown = harvard.cite(citation, {"doe": Label("Doe", "2001")}, lambda key, words: f"<{key}:{words}>", str.upper)

    assert shown == expected


def test_every_work_of_our_own_library_can_be_listed() -> None:
    read = library(read_source(ROOT, "references.bib")[0].text)
    labels = harvard.labels(read)

    shown = [f"{labels[key]} | {harvard.entry(work, labels[key])}" for key, work in read.references.items()]

    ill = re.compile(r"[{}\\`]|\(\s*\)|\s\s|\s[,.;:)]|,,|\.\.(?!\.)|\? ?\.|None|et al(?!\.)|, ,|\( ")
    assert len(shown) == len(read.references) > 200
    assert [line for line in shown if ill.search(line.replace("...?", ""))] == []
    assert len({str(label) for label in labels.values()}) == len(labels)
