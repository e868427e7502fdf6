"""The kinds of source, how much of a source has been read, and the nations a source is about. Declared here alone."""

from typing import NamedTuple


class Group(NamedTuple):
    """A group of kinds as readers see it: its slug, its name, and its kinds with their names."""

    slug: str
    name: str
    kinds: dict[str, str]


GROUPS = (
    Group("people", "People with experience", {"lived-experience": "people with lived experience"}),
    Group("practice", "Practitioners", {"practice": "practitioners"}),
    Group("organisations", "Organisations", {"report": "report", "guidance": "guidance", "web": "web page"}),
    Group("policy", "Policy and law", {"policy": "policy", "law": "law"}),
    Group(
        "research",
        "Research",
        {"peer-reviewed": "peer-reviewed article", "review": "review of evidence", "book": "book"},
    ),
    Group("news", "News and comment", {"news": "news", "commentary": "comment"}),
)

NO_KIND = "Kind not recorded"

READING = {
    "whole": "read in full",
    "part": "read in part",
    "record": "not read: only a page describing it",
    "none": "not read: known through others",
}
"""The values of `seen`, and the words for them."""

NOT_RECORDED = "not recorded how much was read"

NATIONS = {"england": "England", "northern-ireland": "Northern Ireland", "scotland": "Scotland", "wales": "Wales"}
"""The four nations by the names of their pages."""

SOURCE_NATIONS = (*NATIONS.values(), "Ireland")

KINDS = {kind: name for group in GROUPS for kind, name in group.kinds.items()}


def groups(keywords: tuple[str, ...]) -> tuple[Group, ...]:
    """Give the groups to which a source's keywords assign it, in their order; none if no kind is recorded."""
    return tuple(group for group in GROUPS if not group.kinds.keys().isdisjoint(keywords))
