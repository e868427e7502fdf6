"""What the form works out in the browser, against what the build makes of the same words."""

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from evidence import harvard
from evidence.bibliography import PATH, Reference, read_library
from evidence.citations import scan_text
from evidence.content import Site
from evidence.importing.keys import key_for
from evidence.importing.works import Work, clean
from evidence.new_page import free_slug, slug_of
from evidence.rules import LIBRARY_RULES, check
from evidence.rules.citations import escaped_citation, unreadable_citation
from evidence.rules.safety import unsafe_markup
from evidence.source import Source, read_source

OpenPage = Callable[..., Page]
SiteOf = Callable[[Mapping[str, str], str], Site]

ROOT = Path(__file__).parents[2]
PEOPLE = ["Loeffler, Elke", "Ó Súilleabháin, Séamus", "van der Berg, Jan-Willem", "O'Neill, Ann Marie", "Łukasz, A. B."]
BODIES = ["Social Care Wales", "Department of Health, Social Services and Public Safety", "Ŵyr & Sons", "The {X} Group"]
WORDS = [
    "Ŵyr",
    "care & support",
    "50% more",
    "co-design",
    "Łódź",
    "people’s",
    "ageing: why?",
    "a_b",
    "2010--2020",
    "~30",
]
WORKED_OUT = """
async ([modules, boxes, taken]) => {
  const { readWork, keyOf, entryText, partsOf } = await import(`${modules}new-source.js`);
  const { Library } = await import(`${modules}library.js`);
  const data = await (await fetch("form.json")).json();
  return boxes.map((one) => {
    const work = readWork(one);
    const key = keyOf(work, taken, data.keys);
    const library = new Library({}, data.keys.letters);
    library.bring({ [key]: partsOf(work, key, data.words.months) });
    return { key, text: entryText(work, key, data.bibtex), label: library.label(key), entry: library.entry(key) };
  });
}
"""
CITED = """
async ([modules, texts]) => {
  const { pieces } = await import(`${modules}citations.js`);
  const data = await (await fetch("form.json")).json();
  const label = (key) => data.sources[key];
  return texts.map((text) => pieces(text, label).map(({ words }) => words).join(""));
}
"""
WRONG = """
async ([modules, lines]) => {
  const { wrongBrackets, wrongHtml } = await import(`${modules}markup.js`);
  const { filled } = await import(`${modules}words.js`);
  const data = await (await fetch("form.json")).json();
  const known = (key) => key in data.sources;
  const told = ([name, values]) => filled(`${data.messages[name]} ${data.messages[`${name}_HINT`]}`, values);
  return lines.map((line) => [...wrongBrackets(line, known, data.excerpt), ...wrongHtml(line, data)].map(told));
}
"""
FOLDED = """
async ([modules, texts]) => {
  const { folded } = await import(`${modules}words.js`);
  return texts.map(folded);
}
"""
STATEMENTS = """
async ([modules, text]) => {
  const { statementsIn } = await import(`${modules}page.js`);
  return statementsIn(text).map(({ text }) => text);
}
"""
SLUGS = """
async ([modules, titles, taken]) => {
  const { freeSlug } = await import(`${modules}page.js`);
  const data = await (await fetch("form.json")).json();
  return titles.map((title) => freeSlug(title, taken, data.slugs));
}
"""


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Give the form, whose modules the tests call."""
    return open_page("contributing/add/")


def modules(page: Page) -> str:
    return page.url.replace("contributing/add/", "assets/form/")


def made_up(number: int) -> Iterator[dict[str, str]]:
    """Make up what people write in the boxes of new sources."""
    chance = random.Random(number)
    for at in range(number):
        kind = chance.choice(["misc", "techreport", "article", "book"])
        people = chance.sample(PEOPLE, chance.randint(0, 4)) + ["and others"] * (chance.random() < 0.2)
        given = {
            "type": kind,
            "people": "\n".join(people),
            "bodies": "\n".join(chance.sample(BODIES, chance.randint(0 if people and people[0] in PEOPLE else 1, 2))),
            "title": f"{chance.choice(WORDS)} {chance.choice(WORDS)} and {at} more {chance.choice(WORDS)}",
            "year": chance.choice(["2007", "2019/20", "n.d.", "in press"]),
            "url": "" if kind == "article" and at % 2 else f"https://example.org/a_b/{at}?c=d%20e&f=ŵ",
            "urldate": "2026-11-03",
            "seen": chance.choice(["whole", "part"]),
            "kind": chance.choice(["", "report"]),
            "nation": chance.choice(["", "Wales"]),
        }
        if kind == "article":
            given |= {
                "journal": f"The {chance.choice(WORDS)} Journal",
                "volume": chance.choice(["", "12"]),
                "number": "3",
            }
            given |= {
                "pages": chance.choice(["4", "4-5", "4 – 5"]),
                "doi": chance.choice(["", "10.1234/ab_(1)", "10.1002/6:3<1::A>3.0.CO;2-4"]),
            }
        if kind in ("techreport", "book"):
            given["publisher"] = chance.choice(["", "Ŵyr & Sons", "A press."])
        yield given


def work_of(reference: Reference) -> Work:
    """Give an entry as the work from which a key is made."""
    return Work(reference.type, {"title": reference.text("title"), "year": reference.year}, reference.authors)


def test_a_new_source_has_the_key_the_entry_and_the_reference_that_the_build_gives_it(page: Page) -> None:
    boxes = list(made_up(200))
    taken = ["wyrnd50", "socialcarewales2007wyr"]

    found = page.evaluate(WORKED_OUT, [modules(page), boxes, taken])

    assert len(found) == len(boxes)
    for given, told in zip(boxes, found, strict=True):
        library = read_library(Source("references.bib", told["text"] + "\n"))
        problems = check(Site((), frozenset(), library), LIBRARY_RULES)
        assert [str(problem) for problem in problems] == [], given
        ((key, reference),) = library.references.items()
        label = harvard.labels(library)[key]
        assert bool(reference.text("urldate")) == bool(given["url"])
        assert key == told["key"] == key_for(work_of(reference), taken), given
        assert told["label"] == {"authors": label.authors, "year": label.year}, told["text"]
        entry = harvard.entry(reference, label)
        accessed = f" (Accessed: {entry.accessed})." if entry.accessed else ""
        details = f" {entry.details}." if entry.details else ""
        assert told["entry"] == f"{entry.who} ({entry.year}) {entry.title}{entry.stop}{details}{accessed}", told["text"]


@pytest.mark.parametrize(
    "text",
    [
        "They met [@bovaird2007beyond].",
        "They met [@bovaird2007beyond, p. 4] and [see @scie2013coproduction, pp. 1-2; -@bovaird2007beyond].",
        "As @bovaird2007beyond says, and @scie2013coproduction [p. 4] too.",
        "As @bovaird2007beyond [p. 4; @scie2013coproduction] says. Write to a@example.org or \\@nobody.",
        "@bovaird2007beyond [@scie2013coproduction] says [nothing] of [a link](https://example.org/@me).",
        "-@bovaird2007beyond and [@lost2020] and @lost2020 [p. 2].",
        "[@bovaird2007beyond p. 4; and others] is no citation.",
        "They met [see @bovaird2007beyond, p. 5 and [x; y]; @scie2013coproduction [z]] and [[a] see @lost2020].",
        "As @bovaird2007beyond [p. 4 [x; y]; @scie2013coproduction] says, and [@lost2020 [x]](https://example.org/).",
    ],
)
def test_a_citation_reads_as_the_build_writes_it(page: Page, text: str, own_labels: dict[str, harvard.Label]) -> None:
    pieces: list[str] = []
    done = 0
    for citation in scan_text(text):
        if not citation.nested:
            cited = harvard.cite(citation, own_labels, lambda key, words: words or lost(key))
            pieces += text[done : citation.start], cited
            done = citation.end
    expected = "".join((*pieces, text[done:])).replace("\\@", "@")

    assert page.evaluate(CITED, [modules(page), [text]]) == [expected]


def lost(key: str) -> str:
    return f"The source {key} is not in our reference list"


LINES = [
    "They met [@bovaird2007beyond; p. 846].",
    "They met [p. 4; see @bovaird2007beyond].",
    "They met [@bovaird2007beyond][@scie2013coproduction] and [@bovaird2007beyond].",
    "They met [@bovaird2007beyond][@bovaird2007beyond].",
    "They met [[@bovaird2007beyond]].",
    "They met [@bovaird2007beyond and talked.",
    "They met [see @bovaird2007beyond and @scie2013coproduction].",
    "[@bovaird2007beyond](https://www.example.org/) and [what @scie2013coproduction says](https://www.example.org/).",
    "They met [@ bovaird2007beyond], [@], [@scie2013coproduction; @ bovaird2007beyond] and [bovaird2007beyond, p. 4].",
    "They met \\[@bovaird2007beyond, p. 4].",
    "@bovaird2007beyond [@scie2013coproduction; p. 3] say so.",
    "[-@bovaird2007beyond; -scie2013coproduction]",
    "They met [see '@bovaird2007beyond'] and [*@scie2013coproduction*, p. 4].",
    '["@bovaird2007beyond"; @scie2013coproduction]',
    f"They met [@bovaird2007beyond; {'and more ' * 20}].",
    "<b>They</b> met, <i class='a'>too</i>. </u> <img src=x onerror=y>",
    "Fewer than 3 <a few.",
    "<span lang='cy'>Cymru</span> and <Script>",
    # What follows is well, or for other rules to tell.
    "They met [@bovaird2007beyond, p. 846] [see @scie2013coproduction, pp. 1-2; -@bovaird2007beyond].",
    "As @bovaird2007beyond [p. 4; @scie2013coproduction] says, [nothing] of it (see [@bovaird2007beyond]).",
    "[as @bovaird2007beyond [p. 3] says] and [x [@bovaird2007beyond] y].",
    "[@lost2020] and [lost2020] and mail@example.org and \\@nobody.",
    "`<b>` and `` [@bovaird2007beyond; p. 4] ``, 3 < 4 <!-- not shown -->",
    '<span lang="cy">Cymru</span><br>H<sub>2</sub>O <q>so</q> <https://www.example.org/> <a@example.org>',
    "[a file](<../nations/wales.md>)",
]


def test_a_line_is_wrong_where_the_check_finds_it_wrong_and_in_the_same_words(page: Page, site_of: SiteOf) -> None:
    library = (ROOT / PATH).read_text(encoding="utf-8")
    expected = []
    for line in LINES:
        site = site_of({"case-studies/a.md": f"---\ntitle: A\n---\n\n- {line}\n"}, library)
        problems = check(site, (escaped_citation, unreadable_citation, unsafe_markup))
        expected.append(sorted(f"{problem.message} {problem.hint}" for problem in problems))

    found = page.evaluate(WRONG, [modules(page), LINES])

    assert [sorted(told) for told in found] == expected
    assert all(expected[:18])
    assert not any(expected[18:])


@pytest.fixture(scope="module")
def own_labels() -> dict[str, harvard.Label]:
    """Give how the project's own sources are named."""
    return harvard.labels(read_library(read_source(ROOT, PATH)[0]))


def test_signs_that_nobody_sees_go_as_they_do_from_what_is_imported(page: Page) -> None:
    pasted = [
        "deliv\u00adered",
        "Co\u200bproduction",
        "\ufeffa\u00a0b\u2028c",
        "\uf0b7\tx\x07y ",
        "a\u202eb\u2060",
        "e\t f",
    ]

    assert page.evaluate(FOLDED, [modules(page), pasted]) == [clean(words) for words in pasted]


def test_the_bullets_that_word_pastes_are_marks_of_a_list(page: Page) -> None:
    pasted = [
        "·\tSay",
        "·       it",
        "o\twith",
        "  o\u00a0\u00a0 less",
        "§\tor",
        "▪ more",
        "\uf0b7\tto",
        "1)\teach",
        "- o co-design",
        "o other",
    ]

    found = page.evaluate(STATEMENTS, [modules(page), "\r\n".join(pasted)])

    assert found == ["Say", "it", "with", "less", "or", "more", "to", "each", "o co-design", "o other"]


def test_a_file_has_the_name_that_the_command_gives_it(page: Page) -> None:
    titles = [
        "Peer review: Swansea",
        "Ŵyr, Łódź & the people’s “co-production” (2021–2023)",
        "A title that goes on and on and on until there is no more room for any other word in it",
        "a" * 80,
        "…",
        "Straße Ærø 100% ½",
        "Index",
    ]
    taken = ["index", "peer-review-swansea", "peer-review-swansea-2", slug_of(titles[2]), slug_of(titles[3])]

    for names in ([], taken):
        given = page.evaluate(SLUGS, [modules(page), titles, names])
        assert given == [free_slug(title, names) or "new-page" for title in titles]
