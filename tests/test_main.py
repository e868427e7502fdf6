"""The command: its verbs, what it prints where, what it answers, and what it makes of bad input."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.__main__ import main
from evidence.rules import RULES, name_of

PAGE = "docs/nations/wales.md"
ONE_PROBLEM = "  - 2026-11-23: First published.\nnonsense: words\n"
Change = Callable[[Path], object]


def edit(path: str, old: str, new: str) -> Change:
    """Give a change: the same words in place of others."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def put(path: str, data: bytes) -> Change:
    return lambda root: (root / path).write_bytes(data)


def convert(path: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda root: (root / path).write_bytes(change((root / path).read_bytes()))


def away(path: str) -> Change:
    return lambda root: (root / path).rename(root / "away")


def link(path: str, target: str) -> Change:
    return lambda root: (root / path).symlink_to(target)


def together(*changes: Change) -> Change:
    return lambda root: [change(root) for change in changes]


def found(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Run the check; give the place and the rule of each problem."""
    monkeypatch.chdir(root)
    main(["check", "--format", "json"])
    problems = json.loads(capsys.readouterr().out)
    return [f"{problem['path']}:{problem['line']}:{problem['column']} {problem['rule']}" for problem in problems]


def test_a_clean_project_answers_0_and_says_so_on_standard_error(
    evidence: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = evidence("check")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "All is well: no problems.\n")


def test_problems_answer_1_and_stand_on_standard_output(
    project: Path, evidence: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    edit(PAGE, "  - 2026-11-23: First published.\n", ONE_PROBLEM)(project)

    done = evidence("check")

    assert done.returncode == 1
    assert done.stdout.startswith("docs/nations/wales.md:7:1: ")
    assert done.stdout.endswith(" [unknown-field]\n")
    assert done.stderr == "1 problem. Nothing is lost.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["mend"],
        ["check", "--format", "xml"],
        ["check", "docs/nowhere.md"],
        ["check", "away"],
        ["check", "docs/nations/_template.md"],
        ["check", "a" * 300],
        ["serve", "--address", "8000"],
        ["serve", "--address", "localhost:eighty"],
        ["serve", "--address", "localhost:80000"],
        ["generate"],
        ["generate", "--out", "docs"],
        ["generate", "--out", "mkdocs.yml/below"],
        ["citations", "docs/nowhere.md"],
        ["citations", f"{'a' * 300}.md"],
    ],
    ids=" ".join,
)
def test_misuse_answers_2_and_says_why_on_standard_error(
    project: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    (project / "away").mkdir()
    (project / "docs" / "nations" / "_template.md").touch()

    try:
        code = main(arguments)
    except SystemExit as error:  # from argparse, whose own words these are
        code = int(error.code or 0)

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("paths", "reported"),
    [
        ([PAGE], [PAGE]),
        (["docs/nations"], [PAGE]),
        (["references.bib", "docs/about"], ["docs/about/index.md"]),
        (["references.bib"], []),
        (["."], ["docs/about/index.md", PAGE]),
    ],
)
def test_paths_narrow_what_is_reported(
    project: Path,
    paths: list[str],
    reported: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(PAGE, b"")(project)
    put("docs/about/index.md", b"")(project)
    monkeypatch.chdir(project)

    code = main(["check", "--format", "json", *paths])

    assert [problem["path"] for problem in json.loads(capsys.readouterr().out)] == reported
    assert code == (1 if reported else 0)


BAD: dict[str, tuple[Change, list[str]]] = {
    "words with a colon in the box": (
        edit(PAGE, "title: Wales", "title: Wales: a nation"),
        [f"{PAGE}:2:13 unreadable-front-matter"],
    ),
    "a box without an end": (put(PAGE, b"---\ntitle: Wales\n"), [f"{PAGE}:1:1 unreadable-front-matter"]),
    "an empty page": (put(PAGE, b""), [f"{PAGE}:1:1 unreadable-file"]),
    "a page cut short in a box": (convert(PAGE, lambda data: data[:30]), [f"{PAGE}:1:1 unreadable-front-matter"]),
    "an entry cut short": (
        convert("references.bib", lambda data: data[:60]),
        [
            f"{PAGE}:11:21 unresolved-citation",
            f"{PAGE}:12:20 unresolved-citation",
            "references.bib:1:1 unreadable-reference",
        ],
    ),
    "an empty library": (
        put("references.bib", b""),
        [
            f"{PAGE}:11:21 unresolved-citation",
            f"{PAGE}:12:20 unresolved-citation",
            "references.bib:1:1 unreadable-file",
        ],
    ),
    "no library": (
        away("references.bib"),
        [
            f"{PAGE}:11:21 unresolved-citation",
            f"{PAGE}:12:20 unresolved-citation",
            "references.bib:1:1 unreadable-file",
        ],
    ),
    "Windows line ends": (convert(PAGE, lambda data: data.replace(b"\n", b"\r\n")), []),
    "a byte-order mark": (convert(PAGE, lambda data: b"\xef\xbb\xbf" + data), []),
    "both in the library": (
        convert("references.bib", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")),
        [],
    ),
    "Latin-1 in a page": (
        convert(PAGE, lambda data: data.replace(b"They", b"H\xe9")),
        [f"{PAGE}:12:4 unreadable-file"],
    ),
    "Latin-1 in the library": (
        convert("references.bib", lambda data: data.replace(b"listening", b"caf\xe9s")),
        ["references.bib:3:32 unreadable-file"],
    ),
    "no docs": (away("docs"), ["docs:1:1 unreadable-file"]),
    "no mkdocs.yml": (away("mkdocs.yml"), ["mkdocs.yml:1:1 unreadable-file"]),
    "an empty mkdocs.yml": (put("mkdocs.yml", b""), ["mkdocs.yml:1:1 unreadable-file"]),
    "mkdocs.yml that is no settings": (put("mkdocs.yml", b"- a\n"), ["mkdocs.yml:1:1 unreadable-file"]),
    "mkdocs.yml that cannot be read": (
        convert("mkdocs.yml", lambda data: data.replace(b"site_name: ", b"site_name: [\n")),
        ["mkdocs.yml:12:17 unreadable-file"],
    ),
    "mkdocs.yml in Latin-1": (put("mkdocs.yml", b"site_name: caf\xe9\n"), ["mkdocs.yml:1:15 unreadable-file"]),
    "a folder in the place of mkdocs.yml": (
        together(away("mkdocs.yml"), lambda root: (root / "mkdocs.yml").mkdir()),
        ["mkdocs.yml:1:1 unreadable-file"],
    ),
    "a shortcut out of docs": (
        link("docs/nations/out.md", "/etc/hostname"),
        ["docs/nations/out.md:1:1 unreadable-file"],
    ),
    "a folder that is a shortcut out of docs": (link("docs/out", "/etc"), ["docs/out:1:1 unreadable-file"]),
    "a shortcut to nowhere": (link("docs/nations/out.md", "gone.md"), ["docs/nations/out.md:1:1 unreadable-file"]),
    "a shortcut in a circle": (link("docs/nations/here", "."), ["docs/nations/here:1:1 unreadable-file"]),
    "a page of 5 MB": (
        convert(PAGE, lambda data: data + b"\nword" * 1_000_000),
        [f"{PAGE}:1:1 unreadable-file"],
    ),
    "a thousand brackets": (convert(PAGE, lambda data: data + b"\n" + b"[" * 1000 + b"]" * 1000), []),
    "a thousand brackets in the box": (
        edit(PAGE, "checked:", f"x: {'[' * 1000}\nchecked:"),
        [f"{PAGE}:2:1 unreadable-front-matter"],
    ),
    "several faults at once": (
        together(put("docs/about/index.md", b""), edit(PAGE, "title: Wales", "title: Wales: x"), away("mkdocs.yml")),
        [
            "docs/about/index.md:1:1 unreadable-file",
            f"{PAGE}:2:13 unreadable-front-matter",
            "mkdocs.yml:1:1 unreadable-file",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_reported_with_its_place_and_nothing_is_published(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, problems = BAD[name]
    change(project)
    (project / "site").mkdir()
    (project / "site" / "sitemap.xml").write_text("old")

    assert found(project, monkeypatch, capsys) == problems

    if problems:
        assert main(["build"]) == 1
        assert [path.name for path in (project / "site").iterdir()] == ["sitemap.xml"]
        assert capsys.readouterr().err.endswith("Nothing was published. The site that was there is as it was.\n")


def test_a_name_that_no_terminal_can_show_is_printed_all_the_same(
    project: Path, evidence: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    path = os.fsencode(project / "docs" / "nations") + b"/caf\xe9.md"
    try:
        os.close(os.open(path, os.O_CREAT))
    except OSError as error:
        if error.errno == errno.EILSEQ:
            pytest.skip("this machine allows no such name")
        raise

    done = evidence("check", "--format", "json")

    assert done.returncode == 1
    assert {problem["path"] for problem in json.loads(done.stdout)} == {"docs/nations/caf?.md"}


def test_the_check_starts_without_what_only_a_build_needs(project: Path) -> None:
    heavy = ("mkdocs", "material", "jinja2", "lxml", "filelock", "livereload")
    code = (
        "import sys\nfrom evidence.__main__ import main\nmain(['check'])\n"
        f"print(*sorted(set(sys.modules) & set({heavy})))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)

    assert done.stdout == "\n"


def test_the_summary_of_a_job_has_notes_on_the_pages_that_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path in (PAGE, "docs/about/index.md"):
        convert(path, lambda data: data + b"\nThis is so" + b" very" * 40 + b" long [@author2020work].\n")(project)
    monkeypatch.chdir(project)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    assert main(["check", "--format", "github", "--first", PAGE]) == 0

    told = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert told.count("This sentence has") == 1
    line = (project / PAGE).read_text(encoding="utf-8").count("\n")
    assert f"- {PAGE}, line {line}: This sentence has 44 words. Aim for 25 or fewer: This is so very very" in told


def test_output_that_nobody_reads_to_its_end_is_no_fault(project: Path) -> None:
    put(PAGE, b"---\ntitle: W\nsummary: W\n---\n\n" + b"- Words [@nobody].\n" * 5000)(project)
    command = [sys.executable, "-m", "evidence", "check"]

    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (1, b"")


def test_a_stopped_build_answers_130_and_leaves_the_site(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "sitemap.xml").write_text("old")
    command = [sys.executable, "-m", "evidence", "build"]

    with subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) as process:
        wait_for(project / ".site.evidence-new")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1]

    assert (process.returncode, said) == (130, "Stopped. Nothing was changed.\n")
    assert sorted(path.name for path in project.glob("*site*")) == [".site.lock", "site"]
    assert (project / "site" / "sitemap.xml").read_text() == "old"


def test_a_port_in_use_is_misuse(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code = main(["serve", "--address", f"127.0.0.1:{port}"])

    assert code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"The address 127.0.0.1:{port} cannot be used: {os.strerror(errno.EADDRINUSE)}."
        f" Name another: --address localhost:{port + 1}"
    )


@pytest.mark.parametrize("name", ["docs", "mkdocs.yml"])
def test_a_preview_without_anything_to_show_says_what_is_missing(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    away(name)(project)
    monkeypatch.chdir(project)

    assert main(["serve"]) == 1
    assert capsys.readouterr().out.startswith(f"{name}:1:1: ")


def test_generate_writes_plain_markdown(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    put("docs/nations/map.png", b"\x89PNG")(project)

    code = main(["generate", "--out", "plain"])

    pages = sorted(path.relative_to("plain").as_posix() for path in Path("plain").rglob("*.md"))
    assert Path("plain/nations/map.png").read_bytes() == b"\x89PNG"
    assert (code, capsys.readouterr().err) == (0, f"Wrote {len(pages)} pages into plain.\n")
    assert {"index.md", "nations/wales.md", "references/author2020work/index.md"} < set(pages)


def test_generate_writes_nothing_among_the_pages(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)

    assert main(["generate", "--out", "docs/plain"]) == 2
    assert not Path("docs/plain").exists()
    assert capsys.readouterr().err == "docs/plain is among the pages themselves. Name another folder.\n"


def test_generate_writes_nothing_while_there_are_problems(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(PAGE, b"")(project)
    monkeypatch.chdir(project)

    assert main(["generate", "--out", "plain"]) == 1
    assert not Path("plain").exists()
    assert "[unreadable-file]" in capsys.readouterr().out


def test_citations_are_printed_as_they_are_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)

    code = main(["citations", PAGE])

    item = {"mode": "normal", "prefix": "", "key": "author2020work", "locator": "p. 4", "suffix": ""}
    assert code == 0
    assert json.loads(capsys.readouterr().out) == [
        {"file": PAGE, "line": 11, "column": 20, "mode": "normal", "items": [item]},
        {"file": PAGE, "line": 12, "column": 19, "mode": "normal", "items": [{**item, "locator": ""}]},
    ]


def test_citations_are_printed_of_every_page_below_a_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)

    assert main(["citations", "docs"]) == 0
    assert [found["file"] for found in json.loads(capsys.readouterr().out)] == [PAGE, PAGE]


def test_rules_lists_every_rule_with_its_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert capsys.readouterr().out == "".join(f"{name_of(rule)}: {rule.__doc__}\n" for rule in RULES)


def wait_for(path: Path) -> None:
    """Wait until a folder is there and holds something."""
    for _ in range(1000):
        if path.is_dir() and any(path.iterdir()):
            return
        time.sleep(0.01)
    pytest.fail(f"{path} has not come")
