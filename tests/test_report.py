"""Problems as they are printed, in each of the three forms."""

import json
from pathlib import Path

import pytest

from evidence.problem import Problem
from evidence.report import (
    ALL_IS_WELL,
    LARGEST_SUMMARY,
    MOST_NOTES,
    NOTHING_IS_LOST,
    STOPS_NOTHING,
    WHERE_TO_ASK,
    annotation,
    count,
    lines,
    report,
    summary,
)

FIRST = Problem("docs/a.md", 3, 5, "unresolved-citation", "The source 'x' is not in our list.", "Add it.")
SECOND = Problem("docs/b.md", 1, 1, "missing-field", "The field 'title' is missing.", "Write: title: Words")


def many(number: int) -> list[Problem]:
    return [Problem("docs/a.md", line, 1, "rule", f"Fault {line}.", "Mend it.") for line in range(1, number + 1)]


def test_text_is_a_line_a_problem_and_the_count_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    report([FIRST, SECOND])

    out, err = capsys.readouterr()
    assert out == (
        "docs/a.md:3:5: The source 'x' is not in our list. Add it. [unresolved-citation]\n"
        "docs/b.md:1:1: The field 'title' is missing. Write: title: Words [missing-field]\n"
    )
    assert err == "2 problems. Nothing is lost.\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "All is well: no problems."), (1, "1 problem. Nothing is lost."), (2, "2 problems. Nothing is lost.")],
)
def test_the_count_is_said_in_words(number: int, words: str) -> None:
    assert count(number) == words


def test_a_line_gives_the_terminal_no_orders() -> None:
    hostile = Problem("docs/a.md", 1, 1, "rule", "Near '\x1b[31mred\n::error::x\u2028y'.", "Mend\tit.")

    assert list(lines([hostile])) == ["docs/a.md:1:1: Near ' [31mred ::error::x y'. Mend it. [rule]"]


def test_json_is_a_list_of_problems(capsys: pytest.CaptureFixture[str]) -> None:
    report([FIRST], "json")

    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "docs/a.md",
            "line": 3,
            "column": 5,
            "rule": "unresolved-citation",
            "message": "The source 'x' is not in our list.",
            "hint": "Add it.",
        }
    ]


def test_json_of_nothing_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    report([], "json")

    assert capsys.readouterr() == ("[]\n", "All is well: no problems.\n")


def test_an_annotation_cannot_be_ended_by_what_a_page_holds() -> None:
    hostile = Problem("docs/a,b:c.md", 1, 2, "rule", "100 %\n::set-output name=x::y", "Mend\rit.")

    assert annotation(hostile) == (
        "::error file=docs/a%2Cb%3Ac.md,line=1,col=2::100 %25%0A::set-output name=x::y Mend%0Dit. [rule]"
    )


def test_github_gets_ten_annotations_with_the_first_files_first_and_the_rest_as_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    problems = many(10)

    report([*problems, SECOND], "github", ["./docs/b.md", "docs/deleted.md"])

    assert capsys.readouterr().out.splitlines() == [
        annotation(SECOND),
        *map(annotation, problems[:9]),
        str(problems[9]),
    ]
    assert (tmp_path / "summary.md").read_text() == summary([SECOND, *problems], sound=["docs/deleted.md"])


def test_github_without_a_summary_is_no_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    report([FIRST], "github")

    assert capsys.readouterr() == (f"{annotation(FIRST)}\n", "1 problem. Nothing is lost.\n")


def test_the_summary_shows_what_pages_hold_as_plain_text() -> None:
    hostile = Problem("docs/a_b.md", 7, 2, "rule", "Near '<img src=x> [y](z)\n# Big'.", "Mend it.")

    assert summary([hostile]) == (
        f"## Thank you. One thing to put right\n\n{NOTHING_IS_LOST}\n\n"
        "- **docs/a&#95;b.md, line 7**: Near '&#60;img src=x&#62; &#91;y&#93;(z) &#35; Big'. Mend it.\n"
        f"\n{WHERE_TO_ASK}\n"
    )


def test_the_summary_says_what_is_good_too() -> None:
    written = summary([FIRST], sound=["docs/b_c.md", "references.bib"])

    assert f"{NOTHING_IS_LOST}\n\nIn good order already: docs/b&#95;c.md, references.bib.\n\n- **docs/a.md" in written
    assert summary([], sound=["docs/b.md"]) == summary([])


def test_the_summary_says_how_many_things_are_left_and_what_comes_next() -> None:
    assert summary(many(3)).startswith("## Thank you. 3 things to put right\n")
    assert summary([]) == f"{ALL_IS_WELL}\n\n{WHERE_TO_ASK}\n"


@pytest.mark.parametrize("problems", [[], [FIRST]], ids=["none", "one"])
def test_notes_come_last_and_stop_nothing(problems: list[Problem]) -> None:
    notes = [f"docs/a.md: this *sentence* has {number} words." for number in range(MOST_NOTES + 1)]

    written = summary(problems, notes)

    above = summary(problems).removesuffix(f"{WHERE_TO_ASK}\n")
    assert written.startswith(f"{above}{STOPS_NOTHING}\n\n- docs/a.md: this &#42;sentence&#42; has 0 words.\n")
    assert written.endswith(f" has {MOST_NOTES - 1} words.\n\n{WHERE_TO_ASK}\n")


def test_a_summary_too_long_for_github_is_cut_and_says_so() -> None:
    problems = [Problem("docs/a.md", line, 1, "rule", "é" * 400, "Mend it.") for line in range(1, 2001)]

    written = summary(problems)

    shown = written.count("\n- ")
    assert len(written.encode()) < LARGEST_SUMMARY + 600
    assert written.endswith(
        f"\n\nThe other {2000 - shown} do not fit here. See them with: evidence check\n\n{WHERE_TO_ASK}\n"
    )
