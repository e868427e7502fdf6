"""What each folder of docs/ holds: its fields and links. The one declaration for check, build, templates and help."""
# ruff: noqa: E501  a field stands on one line

from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

NOT_STATED = "not stated"
NOT_STATED_ON_PAGES = "not stated in the sources we read"
OUR_READING = "our reading"
ALL_ISLAND = "all-island"

ALLOWED_HTML = {"abbr": {"title"}, "br": set(), "q": set(), "span": {"lang"}, "sub": set(), "sup": set(), "wbr": set()}
"""The raw HTML that pages may hold, with the attributes each tag may have."""


class Shape(Enum):
    """What a field's value looks like."""

    TEXT = "words"
    CITED = "words with their citation"
    NUMBER = "a whole number"
    DATE = "a date such as 2026-11-23"
    CHOICE = "one of the values listed"
    GROUNDED = "one of the values listed, and its ground"
    LINKS = "a list of pages, each with its ground"
    NATIONS = "a list of nations"
    TEXTS = "a list of sentences"
    PAGES = "a list of pages"
    CHANGES = "a list of dates, each with what changed"
    ADDRESSES = "a list of old addresses"


GROUNDED = (Shape.LINKS, Shape.GROUNDED)
"""The shapes whose values say who makes the link: a source, or our reading."""


ON_CARDS = (Shape.NATIONS, Shape.CITED, Shape.CHOICE, *GROUNDED)
"""The shapes whose values stand on a page's fact card."""


class Presence(Enum):
    """Whether a field has to be there."""

    FILLED = "always filled"
    ANSWERED = "filled, or the words: not stated"
    OPTIONAL = "may be left out"


@dataclass(frozen=True)
class Field:
    """One entry of a page's front matter: its name, how it is called on pages, what to write, and an example."""

    name: str
    label: str
    help: str
    shape: Shape
    presence: Presence
    example: str
    choices: tuple[str, ...] = ()
    folder: str = ""


class Section(NamedTuple):
    """A part of a page's text: its heading, and what to write below it."""

    heading: str
    help: str


@dataclass(frozen=True)
class PageType:
    """What a folder holds. In an evidence page every section needs citations but the `unsourced` ones.

    `sections` are those that the form on the site asks for, as the folder's template has them.
    """

    folder: str
    singular: str
    plural: str
    fields: tuple[Field, ...]
    evidence: bool = True
    unsourced: tuple[str, ...] = ("What we do not know", "Questions to take to a meeting")
    gaps: str = "What we do not know"
    sections: tuple[Section, ...] = ()

    def field(self, name: str) -> Field | None:
        """Give the field of that name."""
        return next((field for field in self.fields if field.name == name), None)


TITLE = Field(
    "title",
    "Title",
    "The page's title, under about 70 characters.",
    Shape.TEXT,
    Presence.FILLED,
    '"Peer review: Swansea"',
)
SUMMARY = Field(
    "summary",
    "Summary",
    "One or two plain sentences that say what the page is about.",
    Shape.TEXT,
    Presence.FILLED,
    "People marked part of a tender.",
)
CHECKED = Field(
    "checked",
    "Last checked",
    "The day on which somebody last read the sources behind the page.",
    Shape.DATE,
    Presence.FILLED,
    "2026-11-23",
)
REVIEWED = Field(
    "reviewed",
    "Reviewed",
    "The day on which a second person compared the page with its sources.",
    Shape.DATE,
    Presence.OPTIONAL,
    "2026-11-30",
)
CHANGES = Field(
    "changes",
    "What changed",
    "What changed and when, newest first, for readers.",
    Shape.CHANGES,
    Presence.OPTIONAL,
    "\n  - 2026-11-23: First published.",
)
FORMERLY = Field(
    "formerly",
    "Old addresses",
    "Addresses that this page had before; readers are led on from there.",
    Shape.ADDRESSES,
    Presence.OPTIONAL,
    "\n  - case-studies/old-name",
)
POSITION = Field(
    "position",
    "Place in order",
    "Where the page stands in the order of its folder, counted from 1.",
    Shape.NUMBER,
    Presence.OPTIONAL,
    "4",
)

COMMON = (TITLE, SUMMARY)
KEPT = (CHECKED, REVIEWED, CHANGES, FORMERLY)
PLAIN = PageType(
    "",
    "Page",
    "Pages",
    (TITLE, SUMMARY, replace(CHECKED, presence=Presence.OPTIONAL), REVIEWED, CHANGES, FORMERLY),
    evidence=False,
)

BY = ("professionals", "partnership", "communities")

QUESTIONS = Section(
    "Questions to take to a meeting", "Three or four short questions that anybody in the room could ask."
)
GAPS = Section("What we do not know", "What you looked for and did not find, and what you read only in part.")

NATIONS = PageType("nations", "Nation", "Nations", (*COMMON, *KEPT))
WAYS = PageType(
    "ways-to-involve",
    "Way to involve",
    "Ways to involve",
    (
        *COMMON,
        Field("band", "Band of the ladder", "The band of the ladder of participation.", Shape.CHOICE, Presence.ANSWERED, "doing with", ("doing to", "doing for", "doing with")),
        POSITION,
        *KEPT,
    ),
)  # fmt: skip
AREAS = PageType("commissioning", "Area of commissioning", "Areas of commissioning", (*COMMON, POSITION, *KEPT))
BENEFITS = PageType(
    "benefits",
    "Benefit",
    "Benefits",
    (
        *COMMON,
        Field("group", "For whom", "Who gains: people, services or the community.", Shape.CHOICE, Presence.FILLED, "people", ("people", "services", "community")),
        *KEPT,
    ),
    sections=(
        Section("What it is", "Who claims this benefit, and for whom."),
        Section("What the evidence says", "What was found, by whom and how. Say plainly when it is somebody's opinion."),
        QUESTIONS,
        GAPS,
    ),
)  # fmt: skip
BARRIERS = PageType(
    "barriers",
    "Barrier",
    "Barriers",
    (*COMMON, *KEPT),
    sections=(
        Section("What it is", "Who names this barrier, and what it is a barrier to."),
        Section("What the evidence says", "What happened, where, and whose account it is."),
        Section("What might help", "Only steps that a source reports: what was tried or asked for, and by whom."),
        QUESTIONS,
        GAPS,
    ),
)  # fmt: skip
CASES = PageType(
    "case-studies",
    "Case study",
    "Case studies",
    (
        *COMMON,
        Field("nations", "Nation", "Where it happened: england, northern-ireland, scotland, wales, or all-island.", Shape.NATIONS, Presence.FILLED, "[wales]", folder="nations"),
        Field("lead_organisation", "Led by", "Who led it, with the citation, in quotation marks.", Shape.CITED, Presence.ANSWERED, '"Swansea Council [@sciendswansea]"'),
        Field("period", "When", "When it happened, with the citation, in quotation marks.", Shape.CITED, Presence.ANSWERED, '"2021 to 2023 [@sciendswansea]"'),
        Field("ways_to_involve", "Ways to involve", "How people were involved: pages of docs/ways-to-involve.", Shape.LINKS, Presence.ANSWERED, "\n  co-production: our reading", folder="ways-to-involve"),
        Field("planned_by", "Planned by", "Who planned: professionals, partnership or communities.", Shape.GROUNDED, Presence.ANSWERED, "\n  partnership: our reading", BY),
        Field("delivered_by", "Delivered by", "Who delivered: professionals, partnership or communities.", Shape.GROUNDED, Presence.ANSWERED, "\n  professionals: our reading", BY),
        Field("commissioning_areas", "Areas of commissioning", "The areas it covers: pages of docs/commissioning.", Shape.LINKS, Presence.ANSWERED, "\n  plan: our reading", folder="commissioning"),
        Field("benefits", "Benefits", "The benefits it reports or aims at: pages of docs/benefits.", Shape.LINKS, Presence.ANSWERED, '\n  more-effective-services: "[@sciendswansea]"', folder="benefits"),
        Field("barriers", "Barriers", "The barriers it reports or works against: pages of docs/barriers.", Shape.LINKS, Presence.ANSWERED, "\n  bureaucracy: our reading", folder="barriers"),
        *KEPT,
    ),
    sections=(
        Section("What was done", "Tell the story, one idea at a time."),
        Section("Who took part, and how", "Who had a place, how they were found, and what they could decide."),
        Section("When it happened", "The dates the sources give. Leave this out if the story above already has them."),
        Section("Support and pay", "What helped people to take part, and whether they were paid. If you cannot find it, write that it is not stated."),
        Section("What changed", "Keep what happened apart from what people think of it. Name the person or body that holds an opinion."),
        Section("What was hard", "Limits and problems, and who reported them. Please do not blame anyone."),
        GAPS,
    ),
)  # fmt: skip
PACKS = PageType(
    "meeting-packs",
    "Meeting pack",
    "Meeting packs",
    (
        *COMMON,
        Field("purpose", "Purpose", "What the meeting is for.", Shape.TEXT, Presence.FILLED, "To choose what to ask the council."),
        Field("agenda", "Agenda", "What is done in which order.", Shape.TEXTS, Presence.FILLED, "\n  - Welcome"),
        Field("pages", "Pages in the pack", "The pages it bundles, without .md.", Shape.PAGES, Presence.FILLED, "\n  - nations/wales"),
        Field("questions", "Questions", "Questions to talk about, one for each card.", Shape.TEXTS, Presence.FILLED, "\n  - Who is not in the room?"),
        *KEPT,
    ),
    evidence=False,
)  # fmt: skip

PAGE_TYPES = (NATIONS, WAYS, AREAS, CASES, BENEFITS, BARRIERS, PACKS)

IN_COMMANDS = {
    "case-study": CASES,
    "benefit": BENEFITS,
    "barrier": BARRIERS,
    "nation": NATIONS,
    "way": WAYS,
    "area": AREAS,
    "pack": PACKS,
}
"""What each page type is called in a command."""

_BY_FOLDER = {page_type.folder: page_type for page_type in PAGE_TYPES}


def page_type_of(path: str) -> PageType:
    """Give the type of the page at a path under docs/: its folder decides; a folder's index.md is a plain page."""
    folder, _, name = path.partition("/")
    return PLAIN if name in ("", "index.md") or "/" in name else _BY_FOLDER.get(folder, PLAIN)
