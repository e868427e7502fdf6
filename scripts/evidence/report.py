"""Problems as people and programs read them: plain lines, JSON, or annotations and a summary on GitHub."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evidence.problem import Problem

MOST_ANNOTATIONS = 10
"""GitHub shows ten annotations of a step and drops the rest."""

MOST_NOTES = 20
"""Notes that a summary shows: more would hide what has to be done."""

LARGEST_SUMMARY = 1_000_000
"""Bytes of a job's summary: GitHub takes 1,024 KiB and shows nothing at all of a longer one."""

ALL_IS_WELL = """## Thank you. Every page and source is in good order

Each citation leads to its source, and no field is empty. A program cannot tell whether a source says what the page
says it does, so somebody now compares the two. They may ask you a question here before the page is published."""

NOTHING_IS_LOST = """What you wrote is safe, and the site that is online is as it was. Each line says where to look
and what to do there. When you save a change to your proposal, the check looks again by itself."""

STOPS_NOTHING = """### Also good to know

None of this keeps the page from being published."""

WHERE_TO_ASK = "If a line is not clear, or you would like somebody else to do it, ask in a comment on the pull request."

CONTROLS = ("Cc", "Zl", "Zp")
"""Unicode's names for the characters that end a line or give a terminal orders."""


def report(
    problems: Sequence[Problem], form: str = "text", first: Iterable[str] = (), notes: Sequence[str] = ()
) -> None:
    """Print problems to standard output and their count to standard error; `notes` go into a job's summary alone."""
    if form == "json":
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    elif form == "github":
        _report_to_github(problems, {Path(path).as_posix() for path in first}, notes)
    else:
        for line in lines(problems):
            print(line)
    sys.stdout.flush()
    print(count(len(problems)), file=sys.stderr)


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Give each problem as one line, without the control characters that a page may hold."""
    for problem in problems:
        yield "".join(" " if unicodedata.category(mark) in CONTROLS else mark for mark in str(problem))


def count(number: int) -> str:
    """Say how many problems there are."""
    if not number:
        return "All is well: no problems."
    return "1 problem. Nothing is lost." if number == 1 else f"{number} problems. Nothing is lost."


def annotation(problem: Problem) -> str:
    """Give a problem as a GitHub workflow command, which puts it on its line of the pull request.

    It has no title: GitHub then says in its own words that something was found there.
    """
    place = f"file={_escaped(problem.path, ',:')},line={problem.line},col={problem.column}"
    return f"::error {place}::{_escaped(f'{problem.message} {problem.hint} [{problem.rule}]')}"


def summary(problems: Sequence[Problem], notes: Sequence[str] = (), sound: Sequence[str] = ()) -> str:
    """Give all problems as the Markdown of a job summary, for whoever wrote the pages; then notes, which stop nothing.

    `sound` are the changed files that have no problem. What pages hold is shown as plain text.
    """
    advice = ["", STOPS_NOTHING, "", *(f"- {_plain(note)}" for note in notes[:MOST_NOTES])] if notes else []
    if not problems:
        return "\n".join((ALL_IS_WELL, *advice, "", WHERE_TO_ASK, ""))
    things = "One thing" if len(problems) == 1 else f"{len(problems)} things"
    written = [f"## Thank you. {things} to put right", "", NOTHING_IS_LOST, ""]
    if sound:
        written += [f"In good order already: {', '.join(map(_plain, sound))}.", ""]
    size = 0
    for number, problem in enumerate(problems):
        place = f"{_plain(problem.path)}, line {problem.line}"
        line = f"- **{place}**: {_plain(problem.message)} {_plain(problem.hint)}"
        size += len(line.encode(errors="replace")) + 1
        if size > LARGEST_SUMMARY:
            written.append(f"\nThe other {len(problems) - number} do not fit here. See them with: evidence check")
            break
        written.append(line)
    return "\n".join((*written, *advice, "", WHERE_TO_ASK, ""))


def _report_to_github(problems: Sequence[Problem], first: set[str], notes: Sequence[str]) -> None:
    ordered = sorted(problems, key=lambda problem: (problem.path not in first, problem))
    for problem in ordered[:MOST_ANNOTATIONS]:
        print(annotation(problem))
    for line in lines(ordered[MOST_ANNOTATIONS:]):
        print(line)
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(summary(ordered, notes, sorted(first - {problem.path for problem in problems})))


def _escaped(text: str, also: str = "") -> str:
    for mark in f"%\r\n{also}":
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def _plain(text: str) -> str:
    return "".join(f"&#{ord(mark)};" if mark in "\\`*_{}[]<>&|@#!~" else mark for mark in " ".join(text.split()))
