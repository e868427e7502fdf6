"""references.bib, entry by entry: what is read, what is not, and where the fault is."""

from itertools import pairwise
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry

from evidence.bibliography import Library, Name, read_library
from evidence.bibtex import LARGEST_ENTRY
from evidence.source import Source, read_source

ROOT = Path(__file__).parents[1]
GOOD = "@misc{good, title = {Good}}\n"
FIELDS_HINT = "Give each field a name, =, its words in curly brackets, and a comma: title = {Power to People},"
CLOSE_HINT = "Add the missing } at its end, and see that each { has its }."


def library(text: str) -> Library:
    return read_library(Source("references.bib", text))


def faults(read: Library) -> list[str]:
    """Give faults as lines: where, what, what to do."""
    return [
        ":".join(map(str, read.source.place(fault.offset))) + f": {fault.message} {fault.hint}" for fault in read.faults
    ]


FAULTS = {
    "missing comma": (
        "@misc{bad,\n  title = {A}\n  year = {2001},\n}\n",
        [f"3:3: We could not read the reference 'bad' near 'year = {{2001}},'. {FIELDS_HINT}"],
    ),
    "missing equals sign": (
        "@misc{bad,\n  title {A},\n}\n",
        [f"2:9: We could not read the reference 'bad' near 'title {{A}},'. {FIELDS_HINT}"],
    ),
    "words after a value": (
        "@misc{bad,\n  title = {A} and more,\n}\n",
        [f"2:15: We could not read the reference 'bad' near 'title = {{A}} and more,'. {FIELDS_HINT}"],
    ),
    "never closed": (
        "@misc{bad,\n  title = {A},\n\n",
        [f"1:1: The reference 'bad' is opened but never closed. {CLOSE_HINT}"],
    ),
    "value never closed": (
        "@misc{bad,\n  title = {A,\n}\n\n",
        [f"1:1: The reference 'bad' is opened but never closed. {CLOSE_HINT}"],
    ),
    "two in a row never closed": (
        "@misc{bad,\n  title = {A,\n\n@misc(worse,\n  title = {B}\n\n",
        [
            f"1:1: The reference 'bad' is opened but never closed. {CLOSE_HINT}",
            f"4:1: The reference 'worse' is opened but never closed. {CLOSE_HINT}",
        ],
    ),
    "closed too early": (
        "@misc{early,\n  title = {A}},\n  year = {2001},\n}\n",
        [
            ("3:3: What follows the reference 'early' stands outside it, so it is lost. "
            "Remove the } that closes it too early, or the one too many.")
        ],
    ),
    "one bracket too many": (
        "@misc{early,\n  title = {A}}\n}\n",
        [
            ("3:1: What follows the reference 'early' stands outside it, so it is lost. "
            "Remove the } that closes it too early, or the one too many.")
        ],
    ),
    "no key and no comma": (
        "@misc{\n  title = {A},\n}\n",
        [
            ("2:9: We could not find the key of this reference near 'title = {A},'. "
            "Begin it with its key and a comma: @misc{smith2024care,")
        ],
    ),
    "no key": (
        "@report{, title = {A}}\n",
        [
            ("1:9: We could not find the key of this reference near '@report{, title = {A}}'. "
            "Begin it with its key and a comma: @report{smith2024care,")
        ],
    ),
    "no key and never closed": ("@misc{\n\n", [f"1:1: This reference is opened but never closed. {CLOSE_HINT}"]),
    "space in the key": (
        "@misc{bad key, title = {A}}\n",
        [f"1:14: We could not read the reference 'bad' near '@misc{{bad key, title = {{A}}}}'. {FIELDS_HINT}"],
    ),
    "quotation mark never closed": (
        '@misc{bad,\n  title = "A,\n  year = {2001},\n}\n',
        [
            ("2:3: In the reference 'bad' the brackets or quotation marks of 'title' do not match. "
            "Write title = {…}, with a } for each { inside.")
        ],
    ),
    "bracket closed within quotation marks": (
        '@misc{bad,\n  title = "A } B",\n}\n',
        [
            ("2:3: In the reference 'bad' the brackets or quotation marks of 'title' do not match. "
            "Write title = {…}, with a } for each { inside.")
        ],
    ),
    "field twice": (
        "@misc{bad,\n  title = {A},\n  year = {2001},\n  Title = {B},\n}\n",
        ["4:3: The reference 'bad' has the field 'Title' twice. Keep one of the two."],
    ),
    "two fields twice": (
        "@misc{bad,\n  title = {A},\n  year = {2001},\n  title = {B},\n  year = {2002},\n}\n",
        [
            "4:3: The reference 'bad' has the field 'title' twice. Keep one of the two.",
            "5:3: The reference 'bad' has the field 'year' twice. Keep one of the two.",
        ],
    ),
    "seven fields twice": (
        "@misc{bad,\n" + "".join(f"  {name} = 1, {name} = 2,\n" for name in "abcdefg") + "}\n",
        [
            f"{line}:10: The reference 'bad' has the field '{name}' twice. Keep one of the two."
            for line, name in enumerate("abcdefg", 2)
        ],
    ),
    "word without brackets": (
        "@misc{bad,\n  title = {A},\n  journal = Care,\n}\n",
        ["3:13: In the reference 'bad' the words 'Care' stand without brackets. Put them in curly brackets: {Care}"],
    ),
    "abbreviation used before it is made": (
        "@misc{bad, journal = jcs}\n@string{jcs = {Journal of Care}}\n",
        ["1:22: In the reference 'bad' the words 'jcs' stand without brackets. Put them in curly brackets: {jcs}"],
    ),
    "abbreviation without equals sign": (
        "@string{jcs {Journal of Care}}\n",
        [f"1:13: We could not read the abbreviation 'jcs' near '@string{{jcs {{Journal of Care}}}}'. {FIELDS_HINT}"],
    ),
    "abbreviation in capitals": (
        "@STRING{jcs {Journal of Care}}\n",
        [f"1:13: We could not read the abbreviation 'jcs' near '@STRING{{jcs {{Journal of Care}}}}'. {FIELDS_HINT}"],
    ),
    "one long line": (
        f"@misc{{bad, note = {{{'a' * 200}}} title = {{{'b' * 200}}}, year = 2001}}\n",
        [f"1:222: We could not read the reference 'bad' near '{'a' * 58}}} title = {{{'b' * 51}'. {FIELDS_HINT}"],
    ),
    "another sign behind the fault": (
        "@misc{bad,\n  title {A},\n  note = {me@x {y} z},\n}\n",
        [f"2:9: We could not read the reference 'bad' near 'title {{A}},'. {FIELDS_HINT}"],
    ),
    "comment within an entry": (
        "@misc{bad,\n  title = {A},\n  % year = {2001},\n}\n",
        [f"3:3: We could not read the reference 'bad' near '% year = {{2001}},'. {FIELDS_HINT}"],
    ),
    "brackets nested without end": (
        f"@misc{{bad,\n  title = {{{'{' * 200}A{'}' * 200}}},\n}}\n",
        [
            ("2:3: In the reference 'bad' the brackets or quotation marks of 'title' do not match. "
            "Write title = {…}, with a } for each { inside.")
        ],
    ),
    "far too long": (
        f"@misc{{bad,\n  abstract = {{{'word ' * (LARGEST_ENTRY // 5)}}},\n}}\n",
        ["1:1: The reference 'bad' has more than 100,000 characters. Leave out what nobody needs to find the source."],
    ),
    "abbreviations that double without end": (
        '@string{a = "ten letters"}\n'
        + "".join(f"@string{{{new} = {old} # {old} # {old} # {old}}}\n" for old, new in pairwise("abcdef")),
        [
            ("5:1: The abbreviation 'e' stands for more than 1,000 characters. "
            "Write the words out where they are needed."),
            "6:13: In the abbreviation 'f' the words 'e' stand without brackets. Put them in curly brackets: {e}",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("broken", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_broken_entry_is_reported_where_it_is_broken(broken: str, expected: list[str]) -> None:
    assert faults(library(broken)) == expected


@pytest.mark.parametrize("broken", [broken for broken, _ in FAULTS.values()], ids=FAULTS)
def test_a_broken_entry_hides_no_other(broken: str) -> None:
    first = GOOD.replace("good", "first")

    read = library(first + broken + GOOD)

    assert {"first", "good"} <= read.references.keys() <= {"first", "early", "good"}
    assert [fault.message for fault in read.faults] == [fault.message for fault in library(broken).faults]


READ = {
    "braces": ("@misc{a, title = {A {Care} Act}, year = {2014}}", {"title": "A {Care} Act", "year": "2014"}),
    "quotation marks": ('@misc{a, title = "A {"}Care{"} Act"}', {"title": 'A {"}Care{"} Act'}),
    "a number": ("@misc{a, year = 2014}", {"year": "2014"}),
    "round brackets": ("@misc(a, title = {A (Care) Act}, year = 2014)", {"title": "A (Care) Act", "year": "2014"}),
    "round brackets within quotation marks": ('@misc(a, title = "(Scotland) Act")', {"title": "(Scotland) Act"}),
    "round brackets, a quotation mark": ("@misc(a, title = {5\" (wide)})", {"title": '5" (wide)'}),
    "field names in capitals": ("@MISC{a, TITLE = {A}}", {"title": "A"}),
    "white space and line breaks": ("@ misc { a ,\n title =\n {A\n   B}\n , }", {"title": "A B"}),
    "no comma after the key": ("@misc{a\n title = {A}}", {"title": "A"}),
    "no field": ("@misc{a}", {}),
    "month": ('@misc{a, month = oct # " 5"}', {"month": "October 5"}),
    "abbreviation": ("@string{jc = {Journal of Care}}\n@article{a, journal = jc}", {"journal": "Journal of Care"}),
    "abbreviation in round brackets": ('@string(jc = "J")\n@article{a, journal = JC # "C"}', {"journal": "JC"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), READ.values(), ids=READ)
def test_an_entry_is_read(text: str, fields: dict[str, str]) -> None:
    read = library(text)

    assert faults(read) == []
    assert {key: dict(reference.fields) for key, reference in read.references.items()} == {"a": fields}


@pytest.mark.parametrize(
    "between",
    [
        "Ask me@example.org, or @home on the web.\n",
        "Mail @ noon; see @{x} and @1{y}.\n",
        "% a note\n",
        "@comment{ @misc{hidden, title = {Hidden}} }\n",
        "@Comment a line of words\n",
        "@COMMENT{ @misc{hidden, title = {Hidden}} }\n",
        '@preamble{"\\newcommand{\\x}{y}"}\n',
        "year = 2001, said somebody {or other}.\n",
        "% title = {A note}\n  % book{note2020,\n",
        "A brace {here} and {there, too}.\n",
    ],
)
def test_what_stands_between_entries_is_comment(between: str) -> None:
    read = library(f"{between}{GOOD}% {between}")

    assert faults(read) == []
    assert list(read.references) == ["good"]


@pytest.mark.parametrize(
    ("outside", "place", "words"),
    [
        ("book{lost2020,\n  title = {Lost},\n}\n", (1, 1), "book{lost2020,"),
        ("@{lost2020, title={Lost}}\n", (1, 1), "@{lost2020, title={Lost}}"),
        ("% a note\n\nSome words title = {Lost}\n", (3, 12), "title = {Lost}"),
        (f"{GOOD.replace('good', 'other')}book{{lost2020,\n", (2, 1), "book{lost2020,"),
    ],
)
def test_what_looks_like_a_reference_and_is_none_is_reported(outside: str, place: tuple[int, int], words: str) -> None:
    read = library(f"{outside}{GOOD}")

    assert "good" in read.references
    assert [(read.source.place(fault.offset), fault.message) for fault in read.faults] == [
        (place, f"'{words}' stands in no reference, so it is lost.")
    ]


@pytest.mark.parametrize(
    "key",
    ["a.b", "doe:2011a", "DBLP:conf/x/Doe11", "x+y", "a_b-c", "https://x.org/1", "müller", "o'brien", "2014", "a~b"],
)
@pytest.mark.parametrize("kind", ["misc", "report", "online", "Thesis", "mvbook", "legislation"])
def test_keys_and_types_are_taken_as_they_are(key: str, kind: str) -> None:
    read = library(f"@{kind}{{{key}, title = {{A}}}}")

    assert faults(read) == []
    assert [(reference.key, reference.type) for reference in read.references.values()] == [(key, kind.lower())]


def test_a_key_that_is_taken_is_set_apart_in_whatever_letters() -> None:
    read = library("@misc{Doe, title = {A}}\n@misc{b, title = {B}}\n@misc{doe, title = {C}}\n@misc{Doe, title = {D}}\n")

    assert [reference.text("title") for reference in read.references.values()] == ["A", "B"]
    assert [(reference.key, reference.text("title")) for reference in read.repeated] == [("doe", "C"), ("Doe", "D")]
    assert faults(read) == []


PEOPLE = {
    "Doe, Jane": [Name("Doe", "Jane", organisation=False)],
    "Jane Doe": [Name("Doe", "Jane", organisation=False)],
    "Doe, Jane and Roe, R. J. and others": [
        Name("Doe", "Jane", organisation=False),
        Name("Roe", "R. J.", organisation=False),
        Name("others", "", organisation=False),
    ],
    "van der Berg, Jan": [Name("van der Berg", "Jan", organisation=False)],
    "King, Jr., Martin": [Name("King Jr.", "Martin", organisation=False)],
    "{Age UK and Mind}": [Name("Age UK and Mind", "", organisation=True)],
    "{Care {\\&} Repair} and M{\\\"u}ller, J{\\'e}r{\\^o}me": [
        Name("Care & Repair", "", organisation=True),
        Name("Müller", "Jérôme", organisation=False),
    ],
    "One, Two, Three, Four": [Name("One Two", "Three Four", organisation=False)],
}


@pytest.mark.parametrize(("author", "expected"), PEOPLE.items())
def test_names_are_read_and_too_many_commas_lose_nobody(author: str, expected: list[Name]) -> None:
    read = library(f"@misc{{a, author = {{{author}}}}}\n{GOOD}")

    assert faults(read) == []
    assert list(read.references["a"].people["author"]) == expected
    assert list(read.references) == ["a", "good"]


ADDRESSES = {
    "doi = {10.1111/hex.14053}": "https://doi.org/10.1111/hex.14053",
    "doi = {https://doi.org/10.1111/hex.14053}": "https://doi.org/10.1111/hex.14053",
    "doi = {doi: 10.1111/hex.14053}": "https://doi.org/10.1111/hex.14053",
    "doi = {10.1002/(SICI)1097(199)17:15<1661::AID>3.0.CO;2-2}": (
        "https://doi.org/10.1002/(SICI)1097(199)17:15%3C1661::AID%3E3.0.CO;2-2"
    ),
    "doi = {10.1007/978--3\\_1}": "https://doi.org/10.1007/978--3_1",
    "url = {https://x.org/a\\_b?c=100\\%&d--e~f}": "https://x.org/a_b?c=100%&d--e~f",
    "url = {https://x.org/}, doi = {10.1111/a}": "https://doi.org/10.1111/a",
    "url = {javascript:alert(1)}": "",
    "url = {x.org}": "",
    "url = {HTTPS://X.org}": "HTTPS://X.org",
    "title = {A}": "",
}


@pytest.mark.parametrize(("fields", "address"), ADDRESSES.items())
def test_the_address_is_that_of_the_doi_or_else_of_the_page(fields: str, address: str) -> None:
    assert library(f"@misc{{a, {fields}}}").references["a"].address == address


def test_fields_know_where_they_stand_and_how_they_were_typed() -> None:
    text = '@misc{a,\n  booktitle = {B},\n  title = {The  {Care}\n Act},\n  note = "A {"}note{"}",\n  year = 2014,\n}'
    reference = library(text).references["a"]

    assert [text[reference.offset(name) :][:5] for name in ("title", "note", "year")] == ["The  ", 'A {"}', "2014,"]
    assert [reference.raw(name) for name in ("title", "note", "year")] == ["The  {Care}\n Act", 'A {"}note{"}', "2014"]
    assert (reference.offset("doi"), reference.raw("doi")) == (0, "")


def test_keywords_are_kept_apart() -> None:
    assert library("@misc{a, keywords = {law, Northern Ireland,,web }}").references["a"].keywords == (
        "law", "Northern Ireland", "web",
    )  # fmt: skip
    assert library("@misc{a}").references["a"].keywords == ()


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ("author = {Doe, Jane}, editor = {Roe, R.}, organization = {Mind}", (Name("Doe", "Jane", organisation=False),)),
        ("editor = {Roe, R.}, institution = {Mind}", (Name("Roe", "R.", organisation=False),)),
        ("institution = {{Care {\\&} Co}}", (Name("Care & Co", "", organisation=True),)),
        ("title = {A}", ()),
    ],
)
def test_who_wrote_it_are_its_authors_else_its_editors_else_who_issued_it(fields: str, authors: tuple[Name]) -> None:
    assert library(f"@misc{{a, {fields}}}").references["a"].authors == authors


NEVER_CLOSED = "is opened but never closed. Add the missing } at its end, and see that each { has its }."
TOO_LARGE = "has more than 100,000 characters. Leave out what nobody needs to find the source."
HOSTILE = {
    "opening brackets": ("{" * 200_000, []),
    "entries that only open": ("@misc{" * 200_000, [f"1:1199995: This reference {NEVER_CLOSED}"]),
    "entries that only open, a line each": (
        "@misc{a,\n" * 50_000,
        [f"{line}:1: The reference 'a' {NEVER_CLOSED}" for line in range(1, 50_001)],
    ),
    "a value that only opens": ("@misc{a, title = " + "{" * 200_000, [f"1:1: The reference 'a' {NEVER_CLOSED}"]),
    "a value nested deeply": (
        "@misc{a, title = " + "{" * 200_000 + "}" * 200_000 + "}",
        [f"1:1: The reference 'a' {TOO_LARGE}"],
    ),
    "quotation marks and brackets": ('@misc{a, title = "' + '{"' * 200_000, [f"1:1: The reference 'a' {NEVER_CLOSED}"]),
    "round brackets": ("@misc(" + "(" * 200_000 + ")" * 200_000, [f"1:1: This reference {TOO_LARGE}"]),
    "at signs": ("@ " * 200_000, []),
    "spaces": ("@misc{a" + " " * 400_000 + "b", [f"1:1: The reference 'a' {NEVER_CLOSED}"]),
    "line breaks": ("@misc{a," + "\n" * 400_000 + "}", [f"1:1: The reference 'a' {TOO_LARGE}"]),
    "line breaks after an entry": ("@misc{a, title = {A}}" + "\n" * 400_000 + "x", []),
    "many parts": ('@misc{a, title = "x"' + ' # "x"' * 100_000 + "}", [f"1:1: The reference 'a' {TOO_LARGE}"]),
    "many names": ("@misc{a, author = {" + "Doe, J. and " * 8_000 + "Roe, R.}}", []),
    "many bracketed names": ("@misc{a, author = {" + "{a} " * 24_000 + "}}", []),
    "many fields": (
        "@misc{a, " + "t = {x}, " * 11_000 + "}",
        ["1:99001: The reference 'a' has the field 't' twice. Keep one of the two."],
    ),
}


@pytest.mark.parametrize(("text", "found"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_its_end(text: str, found: list[str]) -> None:
    assert faults(library(text)) == found


def test_each_of_many_broken_entries_on_a_line_is_told() -> None:
    assert len(faults(library("@misc{a, b}" * 10_000))) == 10_000


def test_our_own_library_is_read_as_another_parser_reads_it() -> None:
    source, _ = read_source(ROOT, "references.bib")
    ours = library(source.text)
    theirs = parse_string(source.text)
    decoded = parse_string(source.text, append_middleware=[LatexDecodingMiddleware()])

    def value(entry: Entry, name: str) -> str:
        return str(entry[name]) if name in entry.fields_dict else ""

    def words(text: str) -> str:
        return " ".join(text.translate(str.maketrans("‘’`", "'''", "{}")).split())

    assert theirs.failed_blocks == []
    assert faults(ours) == []
    assert ours.repeated == ()
    assert len(ours.references) == len(theirs.entries) == source.text.count("\n@")
    assert list(ours.references) == [entry.key for entry in theirs.entries]
    assert [reference.type for reference in ours.references.values()] == [entry.entry_type for entry in theirs.entries]
    for name in ("title", "year", "journal", "booktitle", "publisher", "note", "shortauthor", "pages", "keywords"):
        assert [words(reference.text(name)) for reference in ours.references.values()] == [
            words(value(entry, name)) for entry in decoded.entries
        ]
    for name in ("url", "doi", "urldate", "seen"):
        assert [reference.fields.get(name, "") for reference in ours.references.values()] == [
            value(entry, name) for entry in theirs.entries
        ]
