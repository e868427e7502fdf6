"""Words that pages join with a hyphen, told from those that they mostly write apart."""

from pathlib import Path

from evidence.compounds import compounds
from evidence.read import read_site

PAGES = (
    "Co-production, co\u2011production and user-led groups. An easy-read leaflet in 2020-21.",
    "Co production, and a user led group. The easy read leaflet of the well-to-do.",
    "Co-production again, and easy read.",
)


def test_a_pair_counts_as_one_word_where_more_pages_join_it_than_write_it_apart(project: Path) -> None:
    for number, text in enumerate(PAGES):
        (project / "docs" / f"page-{number}.md").write_text(f"---\ntitle: A page\nsummary: Words.\n---\n\n{text}\n")

    assert compounds(read_site(project)) == ["co-production"]
