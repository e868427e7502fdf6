"""References as CSL-JSON items, compared whole."""

import pytest

from evidence.bibliography import Reference, read_library
from evidence.csl import Item, reference_item
from evidence.source import Source


def reference(text: str) -> Reference:
    (found,) = read_library(Source("references.bib", text)).references.values()
    return found


CASES: dict[str, Item] = {
    r"""@article{duo, author = {Ŵyr, Siân and {Social Care Wales}}, title = {{NHS} care, {\"O}sterreich \& us},
      journal = {Public Money \& Management}, volume = {35}, number = {4}, pages = {216--224}, year = {2019},
      month = may, doi = {https://doi.org/10.1/a_b}, keywords = {peer-reviewed, Wales}, seen = {whole}}""": {
        "id": "duo",
        "type": "article-journal",
        "title": "NHS care, Österreich & us",
        "author": [{"family": "Ŵyr", "given": "Siân"}, {"literal": "Social Care Wales"}],
        "issued": {"date-parts": [[2019, 5]]},
        "container-title": "Public Money & Management",
        "volume": "35",
        "issue": "4",
        "page": "216-224",
        "DOI": "10.1/a_b",
        "URL": "https://doi.org/10.1/a_b",
        "keyword": "peer-reviewed article, Wales",
        "custom": {"seen": "whole"},
    },
    """@techreport{r, author = {Doe, J. and others}, title = {R}, institution = {{A, B and C}}, number = {CP 560},
      type = {Discussion paper}, address = {Cardiff}, date = {2021-03-04}}""": {
        "id": "r",
        "type": "report",
        "title": "R",
        "author": [{"family": "Doe", "given": "J."}, {"literal": "others"}],
        "issued": {"date-parts": [[2021, 3, 4]]},
        "number": "CP 560",
        "genre": "Discussion paper",
        "publisher": "A, B and C",
        "publisher-place": "Cardiff",
    },
    """@misc{w, author = {{Age Cymru}}, title = {W}, year = {n.d.}, howpublished = {Web page, undated},
      url = {https://x.org/a?b&c}, urldate = {2026-11-23}, note = {No date seen}}""": {
        "id": "w",
        "type": "webpage",
        "title": "W",
        "author": [{"literal": "Age Cymru"}],
        "accessed": {"date-parts": [[2026, 11, 23]]},
        "medium": "Web page, undated",
        "URL": "https://x.org/a?b&c",
        "note": "No date seen",
    },
    "@book{b, editor = {Pestoff, Victor and Plato}, title = {B}, year = {2020/21}, edition = {2}}": {
        "id": "b",
        "type": "book",
        "title": "B",
        "editor": [{"family": "Pestoff", "given": "Victor"}, {"family": "Plato"}],
        "issued": {"literal": "2020/21"},
        "edition": "2",
    },
    "@book{m, author = {Doe, J.}, title = {M}, date = {2021-13-01}}": {
        "id": "m",
        "type": "book",
        "title": "M",
        "author": [{"family": "Doe", "given": "J."}],
        "issued": {"literal": "2021"},
    },
    "@misc{o, organization = {{Nobody}}, title = {}}": {
        "id": "o",
        "type": "document",
        "title": "o",
        "author": [{"literal": "Nobody"}],
        "publisher": "Nobody",
    },
}


@pytest.mark.parametrize("text", CASES, ids=lambda text: text.partition(",")[0])
def test_a_reference_becomes_an_item(text: str) -> None:
    assert reference_item(reference(text)) == CASES[text]
