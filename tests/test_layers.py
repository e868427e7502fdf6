"""Imports go downwards only, and one file alone knows MkDocs: see [tool.importlinter] in pyproject.toml."""

import os
import shutil
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "evidence"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package in a folder."""
    program = Path(sysconfig.get_path("scripts")) / "lint-imports"
    command = [
        str(program),
        "--no-cache",
        "--no-logo",
        "--contract",
        contract,
        "--config",
        str(ROOT / "pyproject.toml"),
    ]
    path = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=path)


@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_our_own_imports_keep_to_the_contract(contract: str) -> None:
    run = lint(PACKAGE.parent, contract)

    assert "Contracts: 1 kept, 0 broken." in run.stdout, run.stdout + run.stderr
    assert run.returncode == 0


@pytest.mark.parametrize(
    ("contract", "module", "line", "said"),
    [
        ("layers", "source.py", "from evidence.content import Site", "evidence.source is not allowed to import"),
        ("layers", "rules/files.py", "from evidence.render import Renderer", "evidence.rules is not allowed to import"),
        ("layers", "kinds.py", "from evidence import page_types", "evidence.kinds is not allowed to import"),
        ("layers", "untold.py", "", "evidence.untold"),
        ("mkdocs", "pages.py", "from mkdocs.config import load_config", "evidence.pages -> mkdocs"),
    ],
)
def test_the_contract_can_be_broken(tmp_path: Path, contract: str, module: str, line: str, said: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "evidence")
    with (tmp_path / "evidence" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    run = lint(tmp_path, contract)

    assert run.returncode == 1
    assert said in run.stdout
