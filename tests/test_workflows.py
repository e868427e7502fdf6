"""The workflows run strangers' changes: zizmor reads them for rights and pins that could be abused."""

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
