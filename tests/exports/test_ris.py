"""Items as RIS, compared whole."""

from evidence.csl import Item
from evidence.exports.ris import ris


def test_an_article_is_written_line_by_line() -> None:
    item: Item = {
        "id": "duo",
        "type": "article-journal",
        "title": "Tŷ Ŵyr",
        "author": [{"family": "Ŵyr", "given": "Siân"}, {"literal": "Health, Care and Sport"}, {"literal": "others"}],
        "editor": [{"family": "Plato"}],
        "issued": {"date-parts": [[2019, 5]]},
        "accessed": {"date-parts": [[2026, 1, 2]]},
        "container-title": "Money & Management",
        "volume": "35",
        "issue": "4",
        "page": "216-224",
        "DOI": "10.1/a_b",
        "URL": "https://doi.org/10.1/a_b",
        "keyword": "report, Wales",
        "note": "Seen once",
        "custom": {"shortauthor": "HCS", "seen": "whole"},
    }

    assert ris(item) == (
        "TY  - JOUR\nID  - duo\nAU  - Ŵyr, Siân\nAU  - Health Care and Sport\nED  - Plato\nTI  - Tŷ Ŵyr\n"
        "T2  - Money & Management\nPY  - 2019\nDA  - 2019/05\nVL  - 35\nIS  - 4\nSP  - 216\nEP  - 224\nDO  - 10.1/a_b\n"
        "UR  - https://doi.org/10.1/a_b\nY2  - 2026/01/02\nKW  - report\nKW  - Wales\nN1  - And others. Seen once\n"
        "N1  - shortauthor: HCS\nN1  - seen: whole\nER  - \n"
    )


def test_what_is_not_known_has_no_line() -> None:
    assert ris({"id": "a", "type": "document", "title": "A"}) == "TY  - GEN\nID  - a\nTI  - A\nER  - \n"
