"""The kinds of source, and how much of one has been read."""

import pytest

from evidence.kinds import GROUPS, KINDS, READING, SOURCE_NATIONS, groups


def test_each_kind_belongs_to_one_group() -> None:
    kinds = [kind for group in GROUPS for kind in group.kinds]

    assert sorted(kinds) == sorted(KINDS) == sorted(set(kinds))
    assert len({group.slug for group in GROUPS}) == len({group.name for group in GROUPS}) == len(GROUPS)


@pytest.mark.parametrize(("kind", "group"), [(kind, group) for group in GROUPS for kind in group.kinds])
def test_a_kind_puts_a_source_into_its_group(kind: str, group: object) -> None:
    assert groups((kind, "Wales")) == (group,)


def test_a_source_of_several_kinds_stands_in_each_group_once_and_in_their_order() -> None:
    found = groups(("commentary", "Scotland", "lived-experience", "news", "no such kind"))

    assert [group.slug for group in found] == ["people", "news"]


@pytest.mark.parametrize(
    ("keywords", "names"),
    [
        (("law",), ["Policy and law"]),
        (("news", "practice"), ["Practitioners", "News and comment"]),
        (("Wales",), []),
        ((), []),
    ],
)
def test_a_source_belongs_to_the_groups_of_its_kinds_in_their_order(
    keywords: tuple[str, ...], names: list[str]
) -> None:
    assert [group.name for group in groups(keywords)] == names


def test_no_word_means_two_things() -> None:
    words = [*KINDS, *READING, *SOURCE_NATIONS]

    assert len(words) == len(set(words))
