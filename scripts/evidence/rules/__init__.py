"""The rules, in the order in which an editor meets them, and the one function that runs them."""

from collections.abc import Callable, Iterable, Iterator

from evidence.content import Site
from evidence.problem import Finding, Problem, problem
from evidence.rules.addresses import clashing_address
from evidence.rules.citations import (
    escaped_citation,
    unreadable_citation,
    unresolved_citation,
)
from evidence.rules.fields import (
    duplicate_title,
    missing_field,
    unknown_field,
    unreadable_front_matter,
)
from evidence.rules.files import unreadable_file
from evidence.rules.hand_typed import hand_typed_citation
from evidence.rules.links import unresolved_link
from evidence.rules.markup import missing_alt_text, skipped_heading_level, unshown_cell
from evidence.rules.references import (
    duplicate_reference,
    incomplete_reference,
    malformed_address,
    malformed_author,
    malformed_doi,
    unreadable_reference,
)
from evidence.rules.safety import unsafe_markup
from evidence.rules.statements import uncited_statement
from evidence.rules.values import unknown_value

Rule = Callable[[Site], Iterator[Finding]]

LIBRARY_RULES: tuple[Rule, ...] = (
    unreadable_reference,
    duplicate_reference,
    incomplete_reference,
    malformed_author,
    malformed_doi,
    malformed_address,
)
"""The rules about references.bib alone."""

RULES: tuple[Rule, ...] = (
    unreadable_file,
    unreadable_front_matter,
    missing_field,
    unknown_field,
    unknown_value,
    duplicate_title,
    unresolved_citation,
    unreadable_citation,
    escaped_citation,
    hand_typed_citation,
    uncited_statement,
    unresolved_link,
    clashing_address,
    missing_alt_text,
    skipped_heading_level,
    unshown_cell,
    unsafe_markup,
    *LIBRARY_RULES,
)


def name_of(rule: Rule) -> str:
    """Give a rule's name: that of its function, with hyphens."""
    return rule.__name__.replace("_", "-")


def check(site: Site, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Run the rules over a site; give what they report, sorted by file and line."""
    return sorted(problem(name_of(rule), finding) for rule in rules for finding in rule(site))
