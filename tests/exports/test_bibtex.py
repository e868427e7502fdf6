"""Items as BibTeX, compared whole."""

from evidence.csl import Item
from evidence.exports.bibtex import bibtex


def test_an_article_is_written_field_by_field() -> None:
    item: Item = {
        "id": "duo",
        "type": "article-journal",
        "title": "100% {NHS} \\ A_b ~",
        "author": [{"family": "Ŵyr", "given": "Siân"}, {"literal": "A and B & C"}, {"literal": "others"}],
        "issued": {"date-parts": [[2019, 5, 4]]},
        "accessed": {"date-parts": [[2026, 1, 2]]},
        "container-title": "Money & Management",
        "volume": "35",
        "issue": "4",
        "page": "216-224",
        "DOI": "10.1/a_b",
        "URL": "https://doi.org/10.1/a_b{c}",
        "note": "50% ^ `read`",
        "custom": {"shortauthor": "A & B", "seen": "part"},
    }

    assert (
        bibtex(item)
        == r"""@article{duo,
  author = {Ŵyr, Siân and {A and B \& C} and others},
  title = {{100\% \textbraceleft{}NHS\textbraceright{} \textbackslash{} A\_b \textasciitilde{}}},
  journal = {Money \& Management},
  year = {2019},
  month = may,
  volume = {35},
  number = {4},
  pages = {216--224},
  doi = {10.1/a_b},
  url = {https://doi.org/10.1/a_b%7Bc%7D},
  urldate = {2026-01-02},
  shortauthor = {A \& B},
  seen = {part},
  note = {50\% \textasciicircum{} \textasciigrave{}read\textasciigrave{}},
}
"""
    )


def test_each_type_has_its_own_names_for_where_a_work_stands() -> None:
    report: Item = {"id": "r", "type": "report", "title": "R", "publisher": "A, B", "number": "CP 5", "genre": "Paper"}
    paper: Item = {"id": "p", "type": "paper-conference", "title": "P", "container-title": "Proceedings"}
    page: Item = {"id": "w", "type": "webpage", "title": "W", "container-title": "A site", "medium": "Web page"}

    assert bibtex(report) == (
        "@techreport{r,\n  title = {{R}},\n  year = {n.d.},\n  number = {CP 5},\n  type = {Paper},\n"
        "  institution = {{A, B}},\n}\n"
    )
    assert bibtex(paper) == "@inproceedings{p,\n  title = {{P}},\n  booktitle = {Proceedings},\n  year = {n.d.},\n}\n"
    assert bibtex(page) == "@misc{w,\n  title = {{W}},\n  howpublished = {A site, Web page},\n  year = {n.d.},\n}\n"


def test_a_date_in_words_stays_in_words() -> None:
    assert "year = {2020/21}," in bibtex({"id": "a", "type": "book", "title": "A", "issued": {"literal": "2020/21"}})
