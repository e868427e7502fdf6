"""Who a page comes from, in counts and in plain words."""

from collections.abc import Callable, Mapping

import pytest

from evidence.content import Site
from evidence.page_text import Shown
from evidence.strip import strip

SiteOf = Callable[[Mapping[str, str], str], Site]

PEOPLE, RESEARCH, BOTH, REPORT, NONE = "lived-experience", "peer-reviewed", "review, lived-experience", "report", ""
SENTENCES = {
    (REPORT,): "1 source. It is not research. It is not by people with lived experience.",
    (BOTH,): "1 source. It is research. It is by people with lived experience.",
    (REPORT, REPORT): "2 sources. None is research. None is by people with lived experience.",
    (RESEARCH, REPORT): "2 sources. 1 is research. None is by people with lived experience.",
    (RESEARCH, RESEARCH): "2 sources. All are research. None is by people with lived experience.",
    (PEOPLE, PEOPLE, REPORT): "3 sources. None is research. 2 are by people with lived experience.",
    (PEOPLE, NONE): "2 sources. None is research. 1 is by people with lived experience. Kind not recorded: 1.",
}


def shown(site_of: SiteOf, works: list[tuple[str, str]]) -> Shown:
    return Shown(
        site_of(
            {},
            "\n".join(
                f"@misc{{k{at}, keywords = {{{kind}}}, seen = {{{seen}}}}}" for at, (kind, seen) in enumerate(works)
            ),
        )
    )


@pytest.mark.parametrize(("kinds", "sentence"), SENTENCES.items())
def test_it_says_plainly_what_is_missing(site_of: SiteOf, kinds: tuple[str, ...], sentence: str) -> None:
    found = strip([*shown(site_of, [(kind, "part") for kind in kinds]).sources.values()])

    assert found
    assert found.sentence == sentence


def test_all_kinds_are_named_and_readings_counted_from_the_most_to_the_least(site_of: SiteOf) -> None:
    works = [("law", "none"), ("law, news", "whole"), ("report", ""), ("practice", "part"), ("guidance", "whole")]
    found = strip([*shown(site_of, works).sources.values()])

    assert found
    assert [(box.group.name, box.sources, box.words) for box in found.boxes] == [
        ("People with experience", 0, "None yet"),
        ("Practitioners", 1, "1 source"),
        ("Organisations", 2, "2 sources"),
        ("Policy and law", 2, "2 sources"),
        ("Research", 0, "None yet"),
        ("News and comment", 1, "1 source"),
    ]
    assert found.read == (
        ("whole", "Read in full", 2),
        ("part", "Read in part", 1),
        ("none", "Not read: known through others", 1),
        ("", "Not recorded how much was read", 1),
    )


def test_a_page_without_sources_has_no_strip() -> None:
    assert strip([]) is None
