"""What the tests of the rules share: one page, a small library, and what a rule says of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest

from evidence.content import Site
from evidence.problem import Problem
from evidence.rules import Rule, check

LIBRARY = """
@article{bovaird2007beyond, author = {Bovaird, Tony}, title = {Beyond engagement}, year = {2007}}
@article{ayiwe2022engaging, author = {Ayiwe, Joy and Burns, Kim and Coll, Ann}, title = {Engaging}, year = {2022}}
@article{loeffler2019co, author = {Loeffler, Elke and Bovaird, Tony}, title = {Co-commissioning}, year = {2019}}
@article{oneill2020a, author = {O'Neill, Mary and others}, title = {Alpha}, year = {2020}}
@article{oneill2020b, author = {O'Neill, Mary and others}, title = {Beta}, year = {2020}}
@misc{scieguide,
  author = {{Social Care Institute for Excellence}}, shortauthor = {SCIE}, title = {A guide}, year = {n.d.},
}
@misc{scw2019, author = {{Social Care Wales}}, title = {A report}, year = {2019}}
@misc{careact2014, title = {Care Act}, year = {2014}}
"""

Pages = str | Mapping[str, str]
SiteOf = Callable[[Mapping[str, str], str], Site]
Run = Callable[..., list[Problem]]
Told = Callable[..., list[str]]


@pytest.fixture(scope="session")
def run(site_of: SiteOf) -> Run:
    """Give a function that runs a rule over docs/nations/wales.md, or over several pages."""

    def run(rule: Rule, pages: Pages = "", library: str = LIBRARY, files: Iterable[str] = ()) -> list[Problem]:
        site = site_of({"nations/wales.md": pages} if isinstance(pages, str) else pages, library)
        return check(replace(site, files=frozenset(files)), [rule])

    return run


@pytest.fixture(scope="session")
def told(run: Run) -> Told:
    """Give a function that runs a rule over docs/nations/wales.md and lists what it finds: "7:3: The source …"."""
    return lambda *given, **more: [f"{found.line}:{found.column}: {found.message}" for found in run(*given, **more)]


@pytest.fixture(scope="session")
def told_of_all(run: Run) -> Told:
    """Give a function that runs a rule over several pages and files, and lists what it finds with their paths."""
    return lambda *given, **more: [f"{found.path}:{found.line}: {found.message}" for found in run(*given, **more)]


@pytest.fixture(scope="session")
def hinted(run: Run) -> Told:
    """Give a function that runs a rule over docs/nations/wales.md and lists what it says to do."""
    return lambda *given, **more: [found.hint for found in run(*given, **more)]
