"""The issue form for a case study, made from the declaration, and the page that its saved text becomes.

GitHub saves each question as a heading of the third level, its answer below.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import yaml

from evidence.content import Site
from evidence.new_page import body_of, chosen, options, question, quoted
from evidence.page_types import CASES, TITLE, Field, Presence, Shape

PATH = ".github/ISSUE_TEMPLATE/case-study.yml"
SOURCES = "Your sources"
BEFORE = "Before you send this"
NO_ANSWER = "_No response_"
ABOVE = ""
"""What stands above the first question, among the answers."""

_CHOICES = (Shape.CHOICE, Shape.GROUNDED, Shape.LINKS, Shape.NATIONS)
_ASKED = (*_CHOICES, Shape.TEXT, Shape.CITED)
_SECTION = re.compile(r"^## (?P<heading>.+)\n+(?P<help>(?:(?!## ).*\n?)*)", re.MULTILINE)
_INTRODUCTION = (
    "Thank you. Tell us what happened in your own words; nothing needs to be perfect. Somebody who keeps the site "
    "turns it into a page, and asks you when something is not clear. What you write here can be seen by everybody."
)
_PROMISES = (
    "I have not named anybody who has not agreed to be named.",
    "Words that I quote are in one of the sources, or the person who said them agreed.",
)

_HEADING = re.compile(r"^### (.+?)[ \t]*$(?:\s*^### \1[ \t]*$)*", re.MULTILINE)
"""A heading, once or several times: some begin an answer with its question."""

_PROMISE = re.compile(r"^- \[[ xX]\] .*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_FOR_WRITERS = re.compile(r"citation|heading|list items", re.IGNORECASE)

Question = dict[str, object]
Fields = Mapping[str, Mapping[str, str]]
"""The values on offer for each field, by name."""


class Told(NamedTuple):
    """What somebody told us in the form: the title, the values of fields, the page's text, and the sources named.

    `besides` are words that none of these holds: above and below the form, and choices that are no longer on offer.
    """

    title: str
    values: Mapping[str, str]
    body: str
    sources: str
    besides: str = ""


def issue_form(offered: Fields, template: str) -> str:
    """Write the form: a question for each field that a person can answer, one for each section, one for sources."""
    questions: list[Question] = [{"type": "markdown", "attributes": {"value": _INTRODUCTION}}]
    questions += (_question(field, offered.get(field.name, {})) for field in asked())
    questions += (_text(heading, _without_rules(words), required=False) for heading, words in _sections(template))
    questions.append(_text(SOURCES, "For each: who wrote it, its title, the year, and its web address.", required=True))
    promises = [{"label": promise, "required": True} for promise in _PROMISES]
    questions.append({"type": "checkboxes", "attributes": {"label": BEFORE, "options": promises}})
    form = {
        "name": "Tell us about a case study",
        "description": "A time when people with lived experience took part in commissioning adult social care.",
        "title": "Case study: ",
        "labels": ["case study"],
        "body": questions,
    }
    note = "# Made by `evidence form` from the declaration of fields. Change that, and make this again.\n"
    return note + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=100)


def asked() -> tuple[Field, ...]:
    """Give the fields that the form asks for."""
    return tuple(field for field in CASES.fields if field.shape in _ASKED)


def on_offer(site: Site) -> Fields:
    """Give the values that a site offers for each field that is chosen from a list."""
    return {field.name: options(site, field) for field in asked() if field.shape in _CHOICES}


def read_issue(text: str, offered: Fields, template: str) -> Told:
    """Read the saved text of a form; what was left empty, and what a person ticked, is left out and nothing else."""
    headings = [heading for heading, _ in _sections(template)]
    answers = _answers(text, [*(field.label for field in asked()), *headings, SOURCES, BEFORE])
    besides = [answers[ABOVE], _PROMISE.sub("", answers.get(BEFORE, "")).strip()]
    values: dict[str, str] = {}
    for field in asked():
        if field.shape not in _CHOICES and answers.get(field.label):
            values[field.name] = quoted(answers[field.label])
        elif answers.get(field.label):
            names, unknown = _choices(answers[field.label], offered[field.name])
            values[field.name] = chosen(field, [offered[field.name][name] for name in names])
            besides.append(unknown and f"{field.label}: {unknown}")
    sections = (f"## {heading}\n\n{answers[heading]}" for heading in headings if answers.get(heading))
    title = " ".join(answers.get(TITLE.label, "").split())
    return Told(title, values, "\n\n".join(sections), answers.get(SOURCES, ""), "\n".join(filter(None, besides)))


def _sections(template: str) -> list[tuple[str, str]]:
    """Give the headings of a template's sections, each with the help below it."""
    return [(found["heading"].strip(), found["help"].strip()) for found in _SECTION.finditer(body_of(template))]


def _without_rules(help_: str) -> str:
    """Leave out of a section's help what only somebody who writes the page needs to know."""
    return " ".join(sentence for sentence in _SENTENCE_END.split(help_) if not _FOR_WRITERS.search(sentence))


def _question(field: Field, offered: Mapping[str, str]) -> Question:
    required = field.presence is Presence.FILLED
    if field.shape is Shape.TEXT:
        return _text(field.label, field.help, required=required, lines=field is not TITLE)
    if field.shape is Shape.CITED:
        return _text(field.label, question(field), required=False, lines=False)
    leave = "" if required else " Leave it empty if you do not know."
    attributes = {
        "label": field.label,
        "description": f"{question(field)} Choose all that fit.{leave}",
        "multiple": field.shape is not Shape.CHOICE,
        "options": [*offered],
    }
    return {"type": "dropdown", "attributes": attributes, "validations": {"required": required}}


def _text(label: str, words: str, *, required: bool, lines: bool = True) -> Question:
    attributes = {"label": label, "description": words}
    kind = "textarea" if lines else "input"
    return {"type": kind, "attributes": attributes, "validations": {"required": required}}


def _answers(text: str, labels: Sequence[str]) -> dict[str, str]:
    """Part the text at its questions and above them. Any other heading is part of an answer, whatever its words.

    The questions are found from the last to the first: what somebody writes stands above the questions that follow.
    """
    found: dict[str, str] = {}
    headings, end = [*_HEADING.finditer(text)], len(text)
    for label in reversed(labels):
        asks = [heading for heading in headings if heading[1] == label and heading.end() <= end]
        if asks:
            answer = text[asks[-1].end() : end].strip()
            found[label], end = "" if answer == NO_ANSWER else answer, asks[-1].start()
    return {ABOVE: text[:end].strip() if found else "", **found}


def _choices(answer: str, offered: Mapping[str, str]) -> tuple[list[str], str]:
    """Give the names on offer that an answer lists, and what else it says. A name may hold a comma itself."""
    rest, found = f", {' '.join(answer.split())}, ", set()
    for name in sorted(offered, key=len, reverse=True):
        if f", {name}, " in rest:
            rest = rest.replace(f", {name}, ", ", ")
            found.add(name)
    return [name for name in offered if name in found], rest.strip(", ")
