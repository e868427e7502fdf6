"""Addresses on the web, looked up politely: one at a time, a pause for each host, no more than is needed."""

import math
import string
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPException, HTTPMessage, HTTPResponse
from itertools import groupby
from typing import IO, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 20
PAUSE = 2.0
"""Seconds between two questions to one host."""

FIRST_FEW = 5
"""If so many hosts in a row cannot be reached and none could before, it is our own connection that fails."""

_GONE = (404, 410)
_PERMANENT = (301, 308)
_ASK_ANOTHER_WAY = (400, 403, 404, 405, 406, 501)
"""Answers to a question for the heading alone that some servers give though the page is there."""


class State(Enum):
    """What became of an address."""

    FINE = "as it was"
    MOVED = "moved"
    GONE = "gone"
    UNCLEAR = "not clear"


class Answer(NamedTuple):
    """What we were told about an address: where it is now if it moved, or why we cannot tell."""

    address: str
    state: State
    detail: str = ""


class OfflineError(Exception):
    """No host can be reached."""


def look_up(addresses: Iterable[str], who: str, pause: float = PAUSE, seconds: float = SECONDS) -> Iterator[Answer]:
    """Ask for each address, and tell the hosts who asks; raise OfflineError if none of the first can be reached."""
    last: dict[str, float] = {}
    unreached: set[str] = set()
    reached = False
    for address in _by_turns(addresses):
        host = urlsplit(address).netloc
        time.sleep(max(0.0, last.get(host, -math.inf) + pause - time.monotonic()))
        asked = _Question(address, who, seconds)
        answer = asked.answer()
        last[host] = time.monotonic()
        reached = reached or asked.reached
        if not asked.reached:
            unreached.add(host)
        if not reached and len(unreached) >= FIRST_FEW:
            raise OfflineError
        yield answer
    if unreached and not reached:
        raise OfflineError


def _by_turns(addresses: Iterable[str]) -> list[str]:
    """Order addresses so that two of one host stand far apart."""
    by_host = groupby(sorted(set(addresses), key=lambda address: (urlsplit(address).netloc, address)), _host)
    turns = [(number, address) for _, found in by_host for number, address in enumerate(found)]
    return [address for _, address in sorted(turns)]


def _host(address: str) -> str:
    return urlsplit(address).netloc


class _Redirects(HTTPRedirectHandler):
    """Follows redirects on the web, and notes whether a host answers and where those lead that are meant to last."""

    def __init__(self) -> None:
        self.answered = False
        self.moved_to = ""
        self.lasting = True

    def http_response(self, _: Request, response: HTTPResponse) -> HTTPResponse:
        """Note that a host answers."""
        self.answered = True
        return response

    https_response = http_response

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Give the next request; an address that is no web address is not asked for."""
        if urlsplit(newurl).scheme not in ("http", "https"):
            return None
        self.lasting = self.lasting and code in _PERMANENT
        if self.lasting:
            self.moved_to = newurl
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following:
            following.method = req.get_method()
        return following


@dataclass
class _Question:
    """One address that is asked about; `reached` tells whether its host answered at all."""

    address: str
    who: str
    seconds: float
    reached: bool = field(default=False, init=False)

    def answer(self) -> Answer:
        """Ask for the heading, and for the page itself only if the host does not answer that well."""
        code, moved_to, why = self._ask("HEAD")
        if code in _ASK_ANOTHER_WAY:
            code, moved_to, why = self._ask("GET")
        if code in _GONE:
            return Answer(self.address, State.GONE, f"the host answers {code}")
        if not code or code >= 400:
            return Answer(self.address, State.UNCLEAR, why or f"the host answers {code}")
        if moved_to and not _alike(moved_to, _as_sent(self.address)):
            return Answer(self.address, State.MOVED, moved_to)
        return Answer(self.address, State.FINE)

    def _ask(self, method: str) -> tuple[int, str, str]:
        """Give the code of the answer, or 0; where the address has moved to; and why there is no answer."""
        redirects = _Redirects()
        headers = {"User-Agent": self.who, "Accept": "*/*"}
        try:
            request = Request(_as_sent(self.address), method=method, headers=headers)  # noqa: S310  the library's addresses begin with http
            with build_opener(redirects).open(request, timeout=self.seconds) as answer:
                return answer.status, redirects.moved_to, ""
        except HTTPError as error:
            with error:
                if error.code >= 400:
                    return error.code, redirects.moved_to, ""
        except TimeoutError:
            return 0, "", "no answer in time"
        except (URLError, HTTPException, OSError, ValueError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                return 0, "", "no answer in time"
        finally:
            self.reached = self.reached or redirects.answered
        return 0, "", "we cannot follow where it leads" if redirects.answered else "the host could not be reached"


def _as_sent(address: str) -> str:
    """Write an address as browsers send it: letters beyond the plain ones in their host's and their path's own code."""
    if address.isascii():
        return address
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode()
    return quote(parts._replace(netloc=host).geturl(), safe=string.punctuation)


def _alike(one: str, other: str) -> bool:
    """Say whether two addresses differ in a last slash or in the place within the page alone."""
    return urldefrag(one)[0].rstrip("/") == urldefrag(other)[0].rstrip("/")
