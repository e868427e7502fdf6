"""Sources as other programs write them, and the entries that they become."""

import pytest

from evidence.bibliography import Library, read_library
from evidence.importing.taking import read_works, take_in
from evidence.importing.works import UnreadableError, clean, entry_of
from evidence.source import Source


def library(text: str = "") -> Library:
    return read_library(Source("references.bib", text))


def entries(text: str) -> str:
    """Give the entries that a file's sources become in an empty library."""
    return take_in(library(), read_works(text), "record").text


ZOTERO = r"""
@article{perez_codesign_2021-1,
	title = {Co-design with {NHS} trusts: 50\% more \& {\^W}yr},
	volume = {12},
	issn = {1234-5678},
	shorttitle = {Co-design},
	url = {https://doi.org/10.1111/hex.14053},
	doi = {https://doi.org/10.1111/hex.14053},
	abstract = {Long words.},
	language = {en},
	number = {3},
	urldate = {2026-11-22},
	journal = {Public Money \& Management},
	author = {P{\'e}rez, Jos{\'e} and {Social Care Wales} and van der Berg, Jan and others},
	month = may,
	year = {2021},
	note = {Publisher: A Press
\_eprint: https://example.org/x},
	keywords = {co-design, peer-reviewed, Wales},
	pages = {846--860},
	file = {Full Text:files/12/x.pdf:application/pdf},
}
@online{scie_about,
  title = {About us},
  author = {{Social Care Institute for Excellence}},
  date = {2024-05-03},
  url = {https://example.org/about_us},
  urldate = {2026-11-22},
}
"""

ZOTERO_BECOMES = r"""@article{perez2021codesign,
  author       = {Pérez, José and {Social Care Wales} and van der Berg, Jan and others},
  title        = {Co-design with NHS trusts: 50\% more \& Ŵyr},
  journal      = {Public Money \& Management},
  number       = {3},
  year         = {2021},
  month        = may,
  volume       = {12},
  pages        = {846--860},
  doi          = {10.1111/hex.14053},
  urldate      = {2026-11-22},
  keywords     = {peer-reviewed, Wales},
  seen         = {record},
}

@misc{scie2024about,
  author       = {{Social Care Institute for Excellence}},
  title        = {About us},
  year         = {2024},
  month        = may,
  url          = {https://example.org/about_us},
  urldate      = {2026-11-22},
  keywords     = {web},
  seen         = {record},
  note         = {Dated 3 May 2024},
}
"""

RIS = """TY  - RPRT
AU  - O'Neill, Máire
AU  - Welsh Government
AU  - Smith, J., et al.
TI  - Ŵyr & friends: a report
PB  - The Stationery Office
CY  - Cardiff
PY  - 2011/05/03
SP  - 1
EP  - 9
UR  - https://example.org/a_b
Y2  - 2026/11/2
KW  - Wales
KW  - carers
ER  -

TY  - JOUR
A1  - Loeffler, Elke
T1  - Co-commissioning
JO  - Public Policy
VL  - 34
IS  - 2
DO  - 10.1177/0952076717733137
PY  - 2019
ER  -
"""

RIS_BECOMES = r"""@article{loeffler2019cocommissioning,
  author       = {Loeffler, Elke},
  title        = {Co-commissioning},
  journal      = {Public Policy},
  number       = {2},
  year         = {2019},
  volume       = {34},
  doi          = {10.1177/0952076717733137},
  seen         = {record},
}

@techreport{oneill2011wyr,
  author       = {O'Neill, Máire and {Welsh Government} and Smith, J. and others},
  title        = {Ŵyr \& friends: a report},
  institution  = {The Stationery Office},
  year         = {2011},
  month        = may,
  address      = {Cardiff},
  pages        = {1--9},
  url          = {https://example.org/a_b},
  urldate      = {2026-11-02},
  keywords     = {report, Wales},
  seen         = {record},
}
"""

CSL = """[
 {"id": "http://zotero.org/users/1/items/X", "type": "webpage", "title": "The <i>Ladder</i> &amp; more",
  "container-title": "A site", "author": [{"literal": "Age Cymru"}], "URL": "https://example.org/x",
  "issued": {"date-parts": [[2019, 5, 3]]}, "accessed": {"date-parts": [["2026", 11, 2]]}},
 {"type": "journal-article", "title": ["Care"], "container-title": ["A journal"], "page": "1-9", "DOI": "10.1234/AB",
  "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"name": "WHO"},
             {"literal": "et al."}],
  "issued": {"date-parts": [[2020]]}, "URL": "http://dx.doi.org/10.1234/AB"},
 {"type": "chapter", "title": "Sharing", "container-title": "A book", "publisher": "A press", "publisher-place": "Bath",
  "editor": [{"family": "Jones", "given": "Siân"}], "author": [{"family": "King", "given": "Ann", "suffix": "Jr"}]}
]"""

CSL_BECOMES = r"""@misc{agecymru2019ladder,
  author       = {{Age Cymru}},
  title        = {The Ladder \& more},
  year         = {2019},
  month        = may,
  howpublished = {A site},
  url          = {https://example.org/x},
  urldate      = {2026-11-02},
  keywords     = {web},
  seen         = {record},
  note         = {Dated 3 May 2019},
}

@incollection{kingjrndsharing,
  author       = {King Jr, Ann},
  editor       = {Jones, Siân},
  title        = {Sharing},
  publisher    = {A press},
  booktitle    = {A book},
  year         = {n.d.},
  address      = {Bath},
  keywords     = {book},
  seen         = {record},
}

@article{vanderberg2020care,
  author       = {van der Berg, Jan and {WHO} and others},
  title        = {Care},
  journal      = {A journal},
  year         = {2020},
  pages        = {1--9},
  doi          = {10.1234/AB},
  seen         = {record},
}
"""


@pytest.mark.parametrize(
    ("given", "becomes"),
    [(ZOTERO, ZOTERO_BECOMES), (RIS, RIS_BECOMES), (CSL, CSL_BECOMES)],
    ids=["BibTeX", "RIS", "CSL-JSON"],
)
def test_sources_become_clean_entries(given: str, becomes: str) -> None:
    assert entries(given) == becomes


@pytest.mark.parametrize("given", [ZOTERO, RIS, CSL], ids=["BibTeX", "RIS", "CSL-JSON"])
def test_marks_that_an_editor_leaves_in_a_file_change_nothing(given: str) -> None:
    assert entries("\ufeff\r\n" + given.replace("\n", "\r\n")) == entries(given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "We found no source in this file. It should be BibTeX, RIS or CSL-JSON."),
        ("Dear all,", "We found no source in this file. It should be BibTeX, RIS or CSL-JSON."),
        ("[]", "We found no source with a title in this CSL-JSON. Export the sources once more."),
        ('[{"type": "book"}, 4]', "We found no source with a title in this CSL-JSON. Export the sources once more."),
        ("{title", "This is not CSL-JSON that we can read. Export the sources once more."),
        ("[" * 100_000, "This is not CSL-JSON that we can read. Export the sources once more."),
        ("TY  - JOUR\n", "We found no source with a title in this RIS file. Export the sources once more."),
        (
            "@misc{a,\n  title = {A},\n\n",
            (
                "Line 1 of the file: The reference 'a' is opened but never closed. "
                "Add the missing } at its end, and see that each { has its }."
            ),
        ),
    ],
)  # fmt: skip
def test_what_holds_no_source_is_said_so(given: str, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_works(given)

    assert str(error.value) == said


BROKEN = {
    "a record that is not closed": "TY  - JOUR\nTI  - One\nAU  - A, B\n\nTY  - BOOK\nTI  - Two\nAU  - C, D\nER  - \n",
    "the last is not closed": "TY  - JOUR\nTI  - One\nAU  - A, B\nER  - \n\nTY  - BOOK\nTI  - Two\nAU  - C, D",
    "a record that is not opened": "TY  - JOUR\nTI  - One\nAU  - A, B\nER  - \nTI  - Two\nAU  - C, D\nER  - \n",
    "words around them": "Here:\n\nTY  - JOUR\nTI  - One\nAU  - A, B\nER  - \nAnd\nTY  - JOUR\nTI  - Two\nAU  - C, D\n",
}  # fmt: skip


@pytest.mark.parametrize("given", BROKEN.values(), ids=BROKEN)
def test_records_of_ris_stay_apart_and_none_is_lost(given: str) -> None:
    works = read_works(given)

    assert [(work.title, *(name.last for name in work.authors)) for work in works] == [("One", "A"), ("Two", "C")]


UNTITLED = {
    "RIS": ("\nTY  - JOUR\nTI  - One\n\nTY  - JOUR\nAU  - A, B\n\nTY  - JOUR\nno tag\nER  - \n", ["line 5", "line 8"]),
    "CSL-JSON": ('\n[{"title": "One"}, {"type": "book", "subtitle": "A"}, 4]', ["place 2", "place 3"]),
    "BibTeX": ("@misc{a, title = {One}}\n\n@misc{b, author = {A, B}}\n", ["line 3"]),
}  # fmt: skip


@pytest.mark.parametrize(("given", "places"), UNTITLED.values(), ids=UNTITLED)
def test_a_source_without_a_title_is_left_out_by_its_place(given: str, places: list[str]) -> None:
    taken = take_in(library(), read_works(given))

    assert [added.work.title for added in taken.added] == ["One"]
    assert [work.place for work in taken.untitled] == places


NAMES = {
    "Loeffler, Elke": "Loeffler, Elke",
    "Care Quality Commission": "{Care Quality Commission}",
    "Plato": "{Plato}",
    "Smith and Sons Ltd": "{Smith and Sons Ltd}",
    "Department of Health, Social Services": "{Department of Health, Social Services}",
    "et al.": "others",
    "others": "others",
    "Bovaird, Tony et al": "Bovaird, Tony and others",
    "Ó Súilleabháin, Séamus": "Ó Súilleabháin, Séamus",
}  # fmt: skip


@pytest.mark.parametrize(("name", "written"), NAMES.items(), ids=NAMES)
def test_a_name_is_a_person_an_organisation_or_others(name: str, written: str) -> None:
    (work,) = read_works(f"TY  - JOUR\nTI  - A title\nAU  - {name}\nER  - \n")

    assert entry_of(work, "key").fields["author"] == written


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("Loeffler, Elke", 0),
        ("Care Quality Commission", 0),
        ("Elke Loeffler", 1),
        ("Department of Health, Social Services", 1),
    ],
)
def test_a_guess_about_a_name_is_told(name: str, doubts: int) -> None:
    (work,) = read_works(f"TY  - JOUR\nTI  - A title\nAU  - {name}\nER  - \n")

    assert (
        list(work.doubts)
        == [f"We took '{name}' for an organisation. If it is a person, write: Surname, Given."] * doubts
    )


def test_an_organisation_without_its_brackets_gets_them() -> None:
    (work,) = read_works("@misc{a, title = {A}, author = {Welsh Local Government Association and Smith, Ann}}")

    assert entry_of(work, "a").fields["author"] == "{Welsh Local Government Association} and Smith, Ann"


CUT = "We took '{0}' for 2 organisations. If it is one, write: {{{0}}}"
PERHAPS = "We took '{}' for an organisation. If it is a person, write: Surname, Given."


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Department of Health and Social Care", (CUT.format("Department of Health and Social Care"),)),
        ("Department for Work and Pensions", (CUT.format("Department for Work and Pensions"),)),
        ("Needham and Carr", (PERHAPS.format("Needham"), PERHAPS.format("Carr"))),
        (
            "Leeds City Council and Smith, Ann and Kent County Council",
            (PERHAPS.format("Leeds City Council"), PERHAPS.format("Kent County Council")),
        ),
    ],
)
def test_an_organisation_that_its_and_may_have_cut_in_two_is_told(names: str, told: tuple[str, ...]) -> None:
    (work,) = read_works(f"@misc{{a, title = {{A}}, author = {{{names}}}}}")

    assert work.doubts == told


NAMES_IN_BIBTEX = {
    "Loeffler and Bovaird et al.": "{Loeffler} and {Bovaird} and others",
    "Smithson et al.": "{Smithson} and others",
    "Bovaird, Tony, et al.": "Bovaird, Tony and others",
    "Tony Bovaird and et al": "Bovaird, Tony and others",
    "{Smith et al.} and Doe, Ann and others": "{Smith} and Doe, Ann and others",
    "family=Berg, given=Jan, prefix=van der, useprefix=true and given={Ann M.}, family=Doe, suffix=Jr": (
        "van der Berg, Jan and Doe Jr, Ann M."
    ),
    "family={Social Care Wales}": "{Social Care Wales}",
}


@pytest.mark.parametrize(("names", "written"), NAMES_IN_BIBTEX.items(), ids=NAMES_IN_BIBTEX)
def test_names_in_bibtex_are_read_as_they_were_meant(names: str, written: str) -> None:
    (work,) = read_works(f"@misc{{a, title = {{A}}, author = {{{names}}}}}")

    assert entry_of(work, "a").fields["author"] == written


NAMES_IN_CSL = {
    '{"family": "et al.", "given": "Bovaird"}': "{Bovaird} and others",
    '{"non-dropping-particle": "et", "family": "al.", "given": "Bovaird"}': "{Bovaird} and others",
    '{"family": "Smith", "given": "J., et al."}': "Smith, J. and others",
    '{"literal": "Smithson et al."}': "{Smithson} and others",
}


@pytest.mark.parametrize(("name", "written"), NAMES_IN_CSL.items(), ids=NAMES_IN_CSL)
def test_names_in_csl_lose_their_et_al(name: str, written: str) -> None:
    (work,) = read_works(f'{{"type": "book", "title": "A", "author": [{name}]}}')

    assert entry_of(work, "a").fields["author"] == written


def test_nothing_in_a_field_can_break_the_library() -> None:
    nasty = "a } b { c \\ d % e # f $ g & h _ i ~ j ` k @misc{x, \u200b\x00 \u202e"
    item = f'{{"type": "webpage", "title": "A", "author": [{{"literal": "B {nasty}"}}]}}'
    (work,) = read_works(item.replace("\\", "\\\\").replace("\x00", "\\u0000"))
    fields = {**work.fields, "title": nasty, "url": f"https://example.org/{nasty}", "doi": f"10.1234/{nasty}"}

    read = library(str(entry_of(work.__class__("misc", fields, work.authors), "a2020b")))

    assert read.faults == ()
    assert list(read.references) == ["a2020b"]
    assert read.references["a2020b"].text("title").startswith("a ) b ( c / d % e # f $ g & h _ i ~ j ‘ k @misc(x,")


KINDS_OF_SOURCES = {
    "a kind by our name": ("RPRT", ["policy", "Wales"], "policy, Wales"),
    "a kind by the name that readers see": (
        "ELEC",
        ["people with lived experience", "Wales"],
        "lived-experience, Wales",
    ),
    "no kind of ours": ("ELEC", ["carers", "Wales"], "web, Wales"),
    "nothing": ("BOOK", [], "book"),
    "nothing that tells": ("JOUR", [], ""),
}


@pytest.mark.parametrize(("kind", "words", "keywords"), KINDS_OF_SOURCES.values(), ids=KINDS_OF_SOURCES)
def test_the_kind_of_source_is_its_own_or_else_that_of_its_type(kind: str, words: list[str], keywords: str) -> None:
    lines = "".join(f"KW  - {word}\n" for word in words)
    (work,) = read_works(f"TY  - {kind}\nTI  - A title\n{lines}ER  - \n")

    assert work.fields.get("keywords", "") == keywords


TAGS = {
    "a chapter as Springer has it": (
        "CHAP", ["AU  - Doe, Ann", "ED  - Roe, Bo", "TI  - A part", "BT  - A book"],
        {"author": "Doe, Ann", "editor": "Roe, Bo", "title": "A part", "booktitle": "A book"},
    ),
    "a chapter as Zotero has it": (
        "CHAP", ["AU  - Doe, Ann", "A2  - Roe, Bo", "A3  - Poe, Cy", "TI  - A part", "T2  - A book", "T3  - A series"],
        {"author": "Doe, Ann", "editor": "Roe, Bo", "title": "A part", "booktitle": "A book"},
    ),
    "a book and its series": (
        "BOOK", ["A3  - Roe, Bo", "A2  - Poe, Cy", "TI  - A book", "T2  - A series"],
        {"editor": "Roe, Bo", "title": "A book"},
    ),
    "a book with its editors at either tag": (
        "BOOK", ["A2  - Roe, Bo", "BT  - A book"], {"editor": "Roe, Bo", "title": "A book"},
    ),
    "an edited book": ("EDBOOK", ["AU  - Roe, Bo", "TI  - A book"], {"editor": "Roe, Bo", "title": "A book"}),
    "an edited book that names who is which": (
        "EDBOOK", ["AU  - Doe, Ann", "ED  - Roe, Bo", "TI  - A book"],
        {"author": "Doe, Ann", "editor": "Roe, Bo", "title": "A book"},
    ),
    "a journal by its full and its short name": (
        "JOUR", ["AU  - Doe, Ann", "TI  - A part", "JO  - J Care", "JF  - Journal of Care", "JA  - JC"],
        {"author": "Doe, Ann", "title": "A part", "journal": "Journal of Care"},
    ),
    "a journal by its short name alone": (
        "JOUR", ["AU  - Doe, Ann", "TI  - A part", "JO  - J Care"],
        {"author": "Doe, Ann", "title": "A part", "journal": "J Care"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "lines", "fields"), TAGS.values(), ids=TAGS)
def test_the_tags_of_ris_mean_what_they_mean_for_their_type(
    kind: str, lines: list[str], fields: dict[str, str]
) -> None:
    (work,) = read_works("\n".join((f"TY  - {kind}", *lines, "ER  - ", "")))

    read = entry_of(work, "a").fields
    assert {name: read[name] for name in read if name not in ("year", "keywords")} == fields


@pytest.mark.parametrize(("said", "seen"), [("whole", "whole"), ("yesterday", "record"), ("", "record")])
def test_how_much_was_read_is_taken_from_what_we_wrote_ourselves(said: str, seen: str) -> None:
    bibtex = f"@misc{{a, title = {{A}}, shortauthor = {{SCW}}, seen = {{{said}}}}}"
    csl = f'{{"type": "webpage", "title": "A", "custom": {{"shortauthor": "SCW", "seen": "{said}"}}}}'

    for given in (bibtex, csl):
        (added,) = take_in(library(), read_works(given)).added
        assert (added.entry.fields["seen"], added.entry.fields["shortauthor"]) == (seen, "SCW")
        assert take_in(library(), read_works(given), "part").added[0].entry.fields["seen"] == "part"


DATED = {
    "RIS": "TY  - NEWS\nTI  - A title\nPY  - 2019\nDA  - 2019/06/26\nER  - \n",
    "RIS with the day in its year": "TY  - ELEC\nTI  - A title\nPY  - 2019/06/26\nER  - \n",
    "CSL-JSON": '{"type": "webpage", "title": "A title", "issued": {"date-parts": [[2019, 6, 26]]}}',
    "BibLaTeX": "@online{a, title = {A title}, date = {2019-06-26}}",
}


@pytest.mark.parametrize("given", DATED.values(), ids=DATED)
def test_news_and_pages_keep_their_day(given: str) -> None:
    (work,) = read_works(given)

    read = [work.fields[name] for name in ("year", "month", "note")]
    assert read == ["2019", "jun", "Dated 26 June 2019"]


@pytest.mark.parametrize("day", ["2019/02/30", "2019/05/32", "2019/06/00"])
def test_a_day_that_no_month_has_is_left_out(day: str) -> None:
    (work,) = read_works(f"TY  - NEWS\nTI  - A title\nPY  - 2019\nDA  - {day}\nER  - \n")

    assert "note" not in work.fields


def test_a_day_of_another_year_is_not_that_of_the_work() -> None:
    (work,) = read_works("TY  - NEWS\nTI  - A title\nPY  - 2019\nDA  - 2026/06/26\nER  - \n")

    assert {name: work.fields[name] for name in ("year", "month", "note") if name in work.fields} == {"year": "2019"}


NOTED = {
    "RIS": ("TY  - NEWS\nTI  - A\nDA  - 2019/06/26\nN1  - {note}\nN1  - seen: part\nER  - \n"),
    "CSL-JSON": '{{"type": "webpage", "title": "A", "issued": {{"raw": "2019-06-26"}}, "note": "{note}"}}',
    "BibLaTeX": "@online{{a, title = {{A}}, date = {{2019-06-26}}, note = {{{note}}}}}",
}


@pytest.mark.parametrize("given", NOTED.values(), ids=NOTED)
@pytest.mark.parametrize(
    ("note", "kept"), [("Quoted", "Dated 26 June 2019; Quoted"), ("Dated 26 June 2019. So.", "Dated 26 June 2019. So.")]
)
def test_a_note_stands_beside_the_day(given: str, note: str, kept: str) -> None:
    (work,) = read_works(given.format(note=note))

    assert work.fields["note"] == kept


def test_what_a_database_notes_is_told_and_not_shown_to_readers() -> None:
    note = "1369-7625; Smith, J; Journal Article; England"
    (work,) = read_works(f"TY  - JOUR\nTI  - A title\nN1  - <p>{note}</p>\n\nTY  - JOUR\n")[:1]

    assert "note" not in work.fields
    assert work.doubts == (f"We left out its note '{note}'. If readers need it, add: note = {{…}}",)


def test_what_a_page_is_stands_where_the_library_has_it() -> None:
    (ris,) = read_works("TY  - ELEC\nTI  - A title\nM3  - News page\nER  - \n")
    (csl,) = read_works('{"type": "webpage", "title": "A title", "medium": "News page"}')

    assert ris.fields["howpublished"] == csl.fields["howpublished"] == "News page"


def test_who_published_a_work_stays_where_nothing_else_tells_where_to_find_it() -> None:
    (lone,) = read_works("TY  - VIDEO\nTI  - A film\nPB  - BBC\nER  - \n")
    (found,) = read_works("TY  - VIDEO\nTI  - A film\nPB  - BBC\nUR  - https://example.org/\nER  - \n")

    assert [work.fields.get("publisher") for work in (lone, found)] == ["BBC", None]
    assert [entry_of(work, "a").fields["author"] for work in (lone, found)] == ["{BBC}", "{BBC}"]


WORDS = {
    "The <i>Ladder</i> &amp; more": "The Ladder & more",
    "&lt;b&gt;Bold&lt;/b&gt; &amp;amp; sure": "Bold & sure",
    "AT&T and R&copy": "AT&T and R&copy",
    "p < 0.05 > q": "p < 0.05 > q",
    "W\u0302yr  co\u00adoperation": "Ŵyr cooperation",
}


@pytest.mark.parametrize(("given", "read"), WORDS.items(), ids=WORDS)
def test_words_lose_their_marks_and_nothing_else(given: str, read: str) -> None:
    assert clean(given) == read


def test_an_address_stays_as_it_is() -> None:
    address = "https://example.org/a_b/?x=1&copy=2&amp=3#c"
    (ris,) = read_works(f"TY  - ELEC\nTI  - A title\nUR  - {address}\nER  - \n")
    (bibtex,) = read_works(f"@misc{{a, title = {{A title}}, url = {{{address}}}}}")

    assert ris.fields["url"] == bibtex.fields["url"] == address
    assert library(str(entry_of(ris, "a"))).references["a"].address == address
