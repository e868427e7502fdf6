"""What the site holds and what is missing: counts for the home page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evidence.cases import Case, with_all
from evidence.content import Page, Site
from evidence.ladder import from_the_top
from evidence.page_types import NATIONS
from evidence.statements import Place, Statement


class Holding(NamedTuple):
    """How many case studies, statements and sources there are; each nation's cases; ways that have no case study.

    `example` is a statement that rests on one source, to show how to read one; none if there is no such statement.
    """

    cases: int
    statements: int
    sources: int
    nations: tuple[tuple[Page, int], ...]
    missing: tuple[Page, ...]
    example: Place | None


def holding(site: Site, cases: Sequence[Case], statements: Mapping[str, Sequence[Statement]]) -> Holding:
    """Count what there is; `statements` are those of each page by its URI."""
    found = [statement for page in site.pages for statement in statements[page.uri]]
    cited = {key for statement in found for key in statement.keys}
    return Holding(
        len(cases),
        sum(1 for statement in found if statement.number),
        len(cited & site.library.references.keys()),
        tuple((nation, len(with_all(cases, nation=nation.slug))) for nation in site.in_folder(NATIONS.folder)),
        tuple(way for way in from_the_top(site) if not with_all(cases, way=way.slug)),
        next(_examples(site, cases, statements), None),
    )


def _examples(site: Site, cases: Iterable[Case], statements: Mapping[str, Sequence[Statement]]) -> Iterator[Place]:
    for case in cases:
        for statement in statements[case.page.uri]:
            if statement.number and len(statement.keys) == 1 and statement.keys[0] in site.library.references:
                yield Place(case.page, statement)
