"""A new page, written from the declaration of its type: every field with its help, then the template's sections."""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count

from evidence.addresses import generated_uris
from evidence.content import Site
from evidence.front_matter import BOX
from evidence.letters import plain_letters, without_unseen
from evidence.page_types import (
    ALL_ISLAND,
    CHANGES,
    CHECKED,
    NOT_STATED,
    OUR_READING,
    Field,
    PageType,
    Presence,
    Shape,
)

LONGEST_SLUG = 60
ALL_ISLAND_NAME = "The whole island of Ireland"
FIRST_PUBLISHED = "First published."

_SEVERAL = (Shape.LINKS, Shape.GROUNDED)


def slug_of(title: str) -> str:
    """Give a title as the name of a file: its words in small letters with hyphens, cut between words."""
    words = re.sub(r"['’‘]", "", plain_letters(without_unseen(title)).replace("&", " and "))
    return _cut("-".join(re.findall(r"[a-z0-9]+", words)), LONGEST_SLUG)


def free_slug(title: str, taken: Collection[str]) -> str:
    """Give the name of a new page's file: its title's, with the first free number behind it if that is taken."""
    slug = slug_of(title)
    endings = (f"-{number}" for number in count(2))
    numbered = (f"{_cut(slug, LONGEST_SLUG - len(ending))}{ending}" for ending in endings)
    return next(name for name in chain((slug,), numbered) if name not in taken)


def taken_slugs(site: Site, folder: str) -> tuple[str, ...]:
    """Give the names that a folder has given away: to its index, to its pages, now and before, and to the build."""
    uris = (f"{folder}/index.md", *generated_uris(site), *site.by_uri, *site.moved)
    return tuple(sorted({uri.rpartition("/")[2].removesuffix(".md") for uri in uris if uri.startswith(f"{folder}/")}))


def options(site: Site, field: Field) -> dict[str, str]:
    """Give the values among which a field is chosen, by the names that readers know them by."""
    if not field.folder:
        return {choice.capitalize(): choice for choice in field.choices}
    found = {page.title: page.slug for page in site.in_folder(field.folder)}
    return {**found, ALL_ISLAND_NAME: ALL_ISLAND} if field.shape is Shape.NATIONS else found


def question(field: Field) -> str:
    """Say what a field asks for, without what only somebody who writes the box by hand needs to know."""
    if field.shape is Shape.CITED:
        return f"{field.help.partition(',')[0]}, and which source says so."
    if field.folder or field.choices:
        return f"{field.help.partition(':')[0].rstrip('.')}."
    return field.help


def new_page(site: Site, page_type: PageType, values: Mapping[str, str], body: str, remark: str = "") -> str:
    """Write a page: its fields, with `values` as they stand behind the colon, a remark as a comment, and its text.

    What has to be filled and is not in `values` stays empty, so that the check asks for it; what may be
    left open says so.
    """
    fields = (line for field in page_type.fields for line in _field(site, field, values.get(field.name)))
    remarks = (f"# {without_unseen(line)}".rstrip() for line in remark.splitlines())
    return "\n".join(("---", *fields, *remarks, "---", "", body.strip(), ""))


def dates(day: str) -> dict[str, str]:
    """Give the fields that say when a page was made: somebody read its sources, and it was first published."""
    return {CHECKED.name: f" {day}", CHANGES.name: f"\n  - {day}: {FIRST_PUBLISHED}"}


def body_of(template: str) -> str:
    """Give the text of a folder's template: what stands below its box."""
    box = BOX.match(template)
    return template[box.end() if box else 0 :].strip()


def quoted(words: str) -> str:
    """Write words as a field's value, in quotation marks, so that no sign in them means anything."""
    escaped = " ".join(without_unseen(words).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"'


def chosen(field: Field, values: Iterable[str]) -> str:
    """Write what was chosen for a field, as our reading where the field asks for a ground."""
    if field.shape in _SEVERAL:
        return "".join(f"\n  {value}: {OUR_READING}" for value in values)
    if field.shape is Shape.NATIONS:
        return f" [{', '.join(values)}]"
    return f" {next(iter(values), '')}"


def _cut(slug: str, longest: int) -> str:
    """Cut the name of a file between its words."""
    return slug if len(slug) <= longest else slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def _field(site: Site, field: Field, value: str | None) -> list[str]:
    """Give the lines of a field: what to write, as comments, then the field; as a comment too if it may be left out."""
    lines = [f"# {field.label}: {field.help}"]
    if field.folder or field.choices:
        lines.append(f"# The choices: {', '.join(options(site, field).values())}")
    if value is not None:
        return [*lines, f"{field.name}:{value}"]
    example = field.example if field.example.startswith("\n") else f" {field.example}"
    if field.presence is Presence.OPTIONAL:
        return [*lines, *(f"# {line}" for line in f"{field.name}:{example}".split("\n"))]
    lines += (f"# {line}" for line in f"For example:{example}".split("\n"))
    return [*lines, f"{field.name}: {NOT_STATED}" if field.presence is Presence.ANSWERED else f"{field.name}:"]
