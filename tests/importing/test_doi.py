"""A source by its DOI: what doi.org said once is served on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from evidence.importing.doi import ASKED_FOR, bare_doi, read_doi
from evidence.importing.works import UnreadableError

ANSWER = """{"indexed":{"date-parts":[[2026,3,28]]},"publisher":"Wiley","issue":"5",
"content-domain":{"domain":["onlinelibrary.wiley.com"],"crossmark-restriction":true},
"short-container-title":["Public Administration Review"],"abstract":"<jats:p>Long.</jats:p>",
"published-print":{"date-parts":[[2007,9]]},"DOI":"10.1111\\/j.1540-6210.2007.00773.x","type":"journal-article",
"page":"846-860","source":"Crossref","title":"Beyond Engagement and Participation: User and Community Coproduction",
"volume":"67","author":[{"given":"Tony","family":"Bovaird","sequence":"first","affiliation":[]}],
"container-title":"Public Administration Review","language":"en",
"URL":"http:\\/\\/dx.doi.org\\/10.1111\\/j.1540-6210.2007.00773.x","ISSN":["0033-3352"],
"issued":{"date-parts":[[2007,8,3]]},"subject":["Marketing"]}"""
ANSWERS = {"/10.1111/known": (200, ANSWER), "/10.1111/odd%3C1%3E": (200, "not JSON"), "/10.1111/busy": (503, "")}


class Doi(BaseHTTPRequestHandler):
    """Answers like doi.org, and notes what it was asked."""

    asked: list[str] = []  # noqa: RUF012  emptied by the fixture

    def do_GET(self) -> None:
        """Answer one question."""
        self.asked.append(f"{self.path} {self.headers['Accept']}")
        code, words = ANSWERS.get(self.path, (404, ""))
        self.send_response(code)
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    Doi.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Doi) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_one_question_is_asked_and_its_answer_read(host: str) -> None:
    (work,) = read_doi("10.1111/known", host)

    assert Doi.asked == [f"/10.1111/known {ASKED_FOR}"]
    assert work.type == "article"
    assert [(name.last, name.first) for name in work.authors] == [("Bovaird", "Tony")]
    assert dict(work.fields) == {
        "title": "Beyond Engagement and Participation: User and Community Coproduction",
        "journal": "Public Administration Review",
        "volume": "67",
        "number": "5",
        "pages": "846--860",
        "year": "2007",
        "month": "aug",
        "doi": "10.1111/j.1540-6210.2007.00773.x",
    }


@pytest.mark.parametrize(
    ("doi", "said"),
    [
        ("10.1111/none", "doi.org does not know 10.1111/none."),
        ("10.1111/busy", "doi.org does not answer about 10.1111/busy now (number 503). Try again later."),
        ("10.1111/odd<1>", "This is not CSL-JSON that we can read."),
    ],
)
def test_other_answers_are_said_plainly(host: str, doi: str, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_doi(doi, host)

    assert str(error.value).startswith(said)


def test_without_a_connection_we_say_so() -> None:
    with HTTPServer(("127.0.0.1", 0), Doi) as server:
        closed = f"http://127.0.0.1:{server.server_port}/"

    with pytest.raises(UnreadableError) as error:
        read_doi("10.1111/known", closed)

    assert str(error.value) == (
        "We could not reach doi.org. Are you online? Nothing was changed. "
        "You can also save the source as RIS or BibTeX, and import the file."
    )


@pytest.mark.parametrize(
    ("typed", "doi"),
    [
        ("10.1111/hex.14053", "10.1111/hex.14053"),
        (" https://doi.org/10.1111/hex.14053\n", "10.1111/hex.14053"),
        ("doi: 10.1111/hex.14053", "10.1111/hex.14053"),
        ("11.1111/hex", ""),
        ("https://example.org/10.1111/hex", ""),
        ("", ""),
    ],
)
def test_a_doi_is_known_however_it_was_copied(typed: str, doi: str) -> None:
    assert bare_doi(typed) == doi
