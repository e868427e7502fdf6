"""The workflows run strangers' changes: zizmor reads them for rights and pins that could be abused."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    program = str(Path(sysconfig.get_path("scripts")) / "zizmor")
    command = [program, "--offline", "--no-progress", "--color", "never", "--pedantic", str(ROOT / ".github")]

    found = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (found.returncode, found.stdout.strip()) == (0, "No findings to report. Good job!"), (
        found.stdout + found.stderr
    )


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_no_rights_but_those_a_job_names(workflow: Path) -> None:
    jobs = yaml.safe_load(workflow.read_text())

    assert jobs["permissions"] == {}
    for job in jobs["jobs"].values():
        assert set(job["permissions"]) <= {"contents", "pages", "id-token"}
        assert job["permissions"].get("contents", "read") == "read"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_hash(workflow: Path) -> None:
    jobs = yaml.safe_load(workflow.read_text())["jobs"].values()
    used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]

    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def step(workflow: str, name: str) -> str:
    """Give the commands of a step of the first job of a workflow."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / workflow).read_text())["jobs"]
    (run,) = (step["run"] for job in jobs.values() for step in job["steps"] if step.get("name") == name)
    return str(run)


def shell(commands: str, folder: Path, **variables: str) -> None:
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", commands]  # as GitHub runs a step
    subprocess.run(command, cwd=folder, env={**os.environ, **variables}, check=True, capture_output=True)


def test_the_handouts_of_changed_pages_are_gathered_whatever_their_names(tmp_path: Path) -> None:
    def write(path: str, text: str) -> None:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for path in ("docs/benefits/old.md", "docs/nations/old.md", "docs/benefits/gone.md", "docs/benefits/same.md"):
        write(path, "before")
    git("add", "-A")
    git("commit", "-qm", "Before")
    for path in ("docs/benefits/old.md", "docs/nations/old.md", "docs/index.md", "docs/benefits/$(touch run) new.md"):
        write(path, "after")
    (tmp_path / "docs/benefits/gone.md").unlink()
    git("add", "-A")
    git("commit", "-qm", "After")
    kept = ["benefits/$(touch run) new", "benefits/old", "benefits/old-large", "nations/old"]
    for name in (*kept, "benefits/same", "benefits/gone"):
        write(f"site/handouts/{name}.pdf", name)

    shell(step("check.yml", "Gather the handouts of the pages that changed"), tmp_path, BASE="HEAD~1")

    gathered = {path: path.read_text() for path in (tmp_path / "handouts").rglob("*.pdf")}
    assert gathered == {tmp_path / "handouts" / f"{name}.pdf": name for name in kept}
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("handouts", ["", "https://github.test/handouts"])
def test_the_summary_says_where_the_handouts_and_the_site_are(tmp_path: Path, handouts: str) -> None:
    summary = tmp_path / "summary.md"
    variables = {"HANDOUTS": handouts, "SITE": "https://github.test/site", "GITHUB_STEP_SUMMARY": str(summary)}

    shell(step("check.yml", "Say where they are"), tmp_path, **variables)

    of_pages = f"- [The handouts of your pages, as PDFs]({handouts})\n" if handouts else ""
    assert summary.read_text() == (
        "### See it before it is published\n\n"
        f"{of_pages}- [The whole site with your change](https://github.test/site), for those who keep it. "
        "It is a zip file: unpack it first.\n"
    )
