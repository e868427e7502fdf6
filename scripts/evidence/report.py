"""Problems as people and programs read them: plain lines, JSON, or annotations and a summary on GitHub."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from evidence.problem import Problem

MOST_ANNOTATIONS = 10
"""GitHub shows ten annotations of a step and drops the rest."""


def report(problems: Sequence[Problem], form: str, first: Sequence[str]) -> None:
    """Print problems to standard output and their count to standard error."""
    if form == "json":
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    elif form == "github":
        ordered = sorted(problems, key=lambda problem: (problem.path not in first, problem))
        for problem in ordered[:MOST_ANNOTATIONS]:
            print(annotation(problem))
        if path := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(summary(ordered))
    else:
        for problem in problems:
            print(problem)
    print(count(len(problems)), file=sys.stderr)


def count(number: int) -> str:
    """Say how many problems there are."""
    if not number:
        return "All is well: no problems."
    return "1 problem. Nothing is lost." if number == 1 else f"{number} problems. Nothing is lost."


def annotation(problem: Problem) -> str:
    """Give a problem as a GitHub workflow command, which puts it on its line of the pull request."""
    place = f"file={_escaped(problem.path, ',:')},line={problem.line},col={problem.column},title={problem.rule}"
    return f"::error {place}::{_escaped(f'{problem.message} {problem.hint}')}"


def summary(problems: Sequence[Problem]) -> str:
    """Give all problems as the Markdown of a job summary. What pages hold is shown as plain text."""
    lines = ["## What the check found", "", count(len(problems)), ""]
    for problem in problems:
        lines.append(f"- **{_plain(problem.path)}, line {problem.line}**: {_plain(problem.message)} {_plain(problem.hint)}")
    return "\n".join(lines) + "\n"


def _escaped(text: str, also: str = "") -> str:
    for mark in f"%\r\n{also}":
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def _plain(text: str) -> str:
    return "".join(f"&#{ord(mark)};" if mark in "\\`*_{}[]<>&|@#!~" else mark for mark in " ".join(text.split()))
