"""Addresses looked up, on a server of our own that answers as hosts do."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evidence.lookup import Answer, OfflineError, State, look_up

LEADS = {
    "/moved": (301, "/fine"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/fine"),
    "/doi": (302, "/moved"),
    "/moved-then-for-now": (301, "/for-now"),
    "/slash": (301, "/slash/"),
    "/t%C5%B7-slash": (301, "/t%C5%B7-slash/"),
    "/moved-to-nowhere": (301, "/gone"),
    "/round": (301, "/round"),
    "/elsewhere": (301, "file:///etc/hostname"),
    "/nowhere": (301, "http://[bad/"),
    "/no-such-port": (302, "http://127.0.0.1:port/"),
    "/closed": (302, "http://127.0.0.1:1/"),
}
CODES = {
    "/fine": 200,
    "/slash/": 200,
    "/t%C5%B7?a=%C5%B5%20": 200,
    "/t%C5%B7-slash/": 200,
    "/removed": 410,
    "/private": 403,
    "/busy": 429,
    "/broken": 500,
}


class Host(BaseHTTPRequestHandler):
    """Answers each path in its own way, and notes what it was asked."""

    asked: list[tuple[float, str]] = []  # noqa: RUF012  emptied by the fixture

    def do_HEAD(self) -> None:
        """Answer a question for the heading; some paths do that badly."""
        self.asked.append((time.monotonic(), f"HEAD {self.path} {self.headers['User-Agent']}"))
        self._answer(405 if self.path == "/no-head" else 404 if self.path == "/bad-head" else 0)

    def do_GET(self) -> None:
        """Answer a question for the page."""
        self.asked.append((time.monotonic(), f"GET {self.path} {self.headers['User-Agent']}"))
        self._answer(200 if self.path.endswith("-head") else 0)

    def _answer(self, code: int) -> None:
        if self.path == "/slow":
            time.sleep(0.5)
        lead, target = LEADS.get(self.path, (0, ""))
        self.send_response(code or lead or CODES.get(self.path, 404))
        if lead:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    Host.asked.clear()


def asked(host: str, *paths: str) -> list[Answer]:
    return list(look_up([host + path for path in paths], "a test", pause=0, seconds=0.2))


@pytest.mark.parametrize(
    "path", ["/fine", "/for-now", "/doi", "/slash", "/no-head", "/bad-head", "/fine#part", "/tŷ?a=ŵ%20", "/tŷ-slash"]
)
def test_an_address_that_leads_where_it_should_is_fine(host: str, path: str) -> None:
    assert asked(host, path) == [Answer(host + path, State.FINE)]


@pytest.mark.parametrize(
    ("path", "now"), [("/moved", "/fine"), ("/moved-twice", "/fine"), ("/moved-then-for-now", "/for-now")]
)
def test_an_address_that_moved_for_good_is_told_with_its_new_one(host: str, path: str, now: str) -> None:
    assert asked(host, path) == [Answer(host + path, State.MOVED, host + now)]


@pytest.mark.parametrize(("path", "code"), [("/gone", 404), ("/removed", 410), ("/moved-to-nowhere", 404)])
def test_an_address_that_is_not_there_is_gone(host: str, path: str, code: int) -> None:
    assert asked(host, path) == [Answer(host + path, State.GONE, f"the host answers {code}")]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/private", "the host answers 403"),
        ("/busy", "the host answers 429"),
        ("/broken", "the host answers 500"),
        ("/round", "we cannot follow where it leads"),
        ("/elsewhere", "we cannot follow where it leads"),
        ("/nowhere", "we cannot follow where it leads"),
        ("/no-such-port", "we cannot follow where it leads"),
        ("/closed", "we cannot follow where it leads"),
        ("/slow", "no answer in time"),
    ],
)
def test_what_a_program_cannot_tell_is_left_to_people(host: str, path: str, why: str) -> None:
    assert set(asked(host, "/fine", path)) == {
        Answer(host + "/fine", State.FINE),
        Answer(host + path, State.UNCLEAR, why),
    }


@pytest.mark.parametrize("path", ["/round", "/nowhere", "/no-such-port", "/closed"])
def test_a_host_that_leads_nowhere_has_been_reached(host: str, path: str) -> None:
    assert asked(host, path) == [Answer(host + path, State.UNCLEAR, "we cannot follow where it leads")]


def test_a_host_is_asked_once_for_the_heading_alone_and_told_who_asks(host: str) -> None:
    list(look_up([host + "/fine", host + "/fine"], "Doing With", pause=0))

    assert [question for _, question in Host.asked] == ["HEAD /fine Doing With"]


def test_a_host_is_given_a_pause(host: str) -> None:
    list(look_up([host + "/fine", host + "/slash/"], "a test", pause=0.2))

    (first, _), (second, _) = Host.asked
    assert second - first >= 0.2


def test_hosts_take_turns(host: str) -> None:
    other = host.replace("127.0.0.1", "localhost")

    found = look_up([host + "/a", host + "/b", other + "/a", other + "/b"], "a test", pause=0)

    assert [answer.address for answer in found] == [host + "/a", other + "/a", host + "/b", other + "/b"]


def test_a_host_that_cannot_be_reached_is_not_clear_if_another_can(host: str) -> None:
    closed = "http://127.0.0.1:1/x"

    assert list(look_up([host + "/fine", closed], "a test", pause=0)) == [
        Answer(closed, State.UNCLEAR, "the host could not be reached"),
        Answer(host + "/fine", State.FINE),
    ]


@pytest.mark.parametrize("number", [1, 9])
def test_if_no_host_can_be_reached_we_are_offline(number: int) -> None:
    found: list[Answer] = []
    with pytest.raises(OfflineError):
        found += look_up([f"http://127.0.0.1:{port}/" for port in range(1, number + 1)], "a test", pause=0)
