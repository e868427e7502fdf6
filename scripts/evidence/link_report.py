"""Where the pages and the library lead on the web, and a dated report of what became of it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from evidence.content import Site
from evidence.harvard import date_in_words
from evidence.latex import verbatim
from evidence.lookup import Answer, State
from evidence.settings import PLACEHOLDER

_ADDRESS = re.compile(r"https?://[^\s<>\"|\[\]{}\\^`]+")
_HEADINGS = {
    State.GONE: ("Gone", "Look for the source elsewhere, or for a copy of it at web.archive.org."),
    State.MOVED: ("Moved", "Open the new address, and if it is the same source, put it in the place of the old one."),
    State.UNCLEAR: ("Not clear", "Some hosts refuse a program and answer a person. Open each in a browser."),
}


def addresses(site: Site) -> dict[str, list[str]]:
    """Give every web address of the library and the pages, each with the places where it stands."""
    found: dict[str, list[str]] = {}
    for address, place in (*_of_library(site), *_of_pages(site)):
        if not PLACEHOLDER.search(address) and place not in found.setdefault(address, []):
            found[address].append(place)
    return {address: places for address, places in found.items() if places}


def link_report(answers: Iterable[Answer], places: Mapping[str, list[str]], day: str) -> str:
    """Write what became of the addresses on one day, what is gone first."""
    answers = sorted(answers)
    counts = [(state.value, sum(answer.state is state for answer in answers)) for state in State]
    lines = [
        f"# Web addresses, looked up on {date_in_words(day)}",
        "",
        f"{len(answers)} addresses: {', '.join(f'{number} {name}' for name, number in counts)}.",
    ]
    for state, (heading, advice) in _HEADINGS.items():
        listed = [answer for answer in answers if answer.state is state]
        if listed:
            lines += ["", f"## {heading}", "", advice, ""]
            lines += (f"- {_told(answer)} In: {'; '.join(places[answer.address])}." for answer in listed)
    return "\n".join((*lines, ""))


def _told(answer: Answer) -> str:
    if answer.state is State.MOVED:
        return f"<{answer.address}> is now at <{answer.detail}>."
    return f"<{answer.address}>: {answer.detail}."


def _of_library(site: Site) -> Iterator[tuple[str, str]]:
    for work in site.library.references.values():
        url = verbatim(work.fields.get("url", ""))
        for field, address in (("doi", work.address if work.doi else ""), ("url", url)):
            if _ADDRESS.fullmatch(address):
                line, _ = work.source.place(work.offset(field))
                yield address, f"{work.source.path}, line {line} ({work.key})"


def _of_pages(site: Site) -> Iterator[tuple[str, str]]:
    for page in site.pages:
        for found in _ADDRESS.finditer(page.body.uncoded):
            line, _ = page.source.place(found.start())
            yield _without_end(found[0]), f"{page.source.path}, line {line}"


def _without_end(address: str) -> str:
    """Give an address without the signs that belong to the sentence or the link around it."""
    while address[-1] in ".,;:!?'*_" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
