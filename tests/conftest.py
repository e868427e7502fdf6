"""What several tests share: sites in memory, a small project in a folder, and the project's own site, built once."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.config import load_config

from evidence.bibliography import read_library
from evidence.content import Site
from evidence.new_sources import with_new_sources
from evidence.publish import build
from evidence.read import read_page, read_site
from evidence.source import Source

ROOT = Path(__file__).parents[1]

FILES = {
    "docs/index.md": """---
title: A small site
summary: A project to try things on.
---

See [Wales](nations/wales.md).
""",
    "docs/nations/wales.md": """---
title: Wales
summary: One of four nations.
checked: 2026-11-23
changes:
  - 2026-11-23: First published.
---

## What the law asks

- Ministers listen [@author2020work, p. 4].
- They answer too [@author2020work].

## What we do not know

- Whether it helps.
""",
    "docs/about/index.md": "---\ntitle: About\nsummary: How we know this.\n---\n\nWe read it.\n",
    "docs/contributing/index.md": """---
title: Contributing
summary: How to take part.
---

See [every field](fields.md).
""",
    "references.bib": """@book{author2020work,
  author    = {Author, Ann},
  title     = {A work about listening},
  year      = {2020},
  publisher = {A press},
  url       = {https://example.org/work},
  urldate   = {2026-11-23},
  keywords  = {report, Wales},
  seen      = {part},
}
""",
}
"""A project without problems; mkdocs.yml and the assets are the project's own."""

SiteIn = Callable[[Mapping[str, str | bytes]], Site]
SiteOf = Callable[[Mapping[str, str], str], Site]
Evidence = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site_in(tmp_path: Path) -> SiteIn:
    """Give a function that writes files under a new folder and reads the site there."""

    def read(files: Mapping[str, str | bytes]) -> Site:
        for path, content in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_site(tmp_path)

    return read


@pytest.fixture(scope="session")
def site_of() -> SiteOf:
    """Give a function that makes a site of pages by their URIs, and of what stands in references.bib."""

    def read(pages: Mapping[str, str], library: str) -> Site:
        found = tuple(read_page(Source(f"docs/{uri}", text), uri) for uri, text in sorted(pages.items()))
        references = with_new_sources(read_library(Source("references.bib", library)), (page.body for page in found))
        return Site(found, frozenset(), references)

    return read


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a folder that holds a small project without problems."""
    return write_project(tmp_path / "project")


def write_project(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write a small project into a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "nav:\n  - Home: index.md\n  - Sources: references/index.md\n"
    (folder / "mkdocs.yml").write_text(re.sub(r"^nav:\n(?:  .*\n)+", nav, config, flags=re.MULTILINE), encoding="utf-8")
    return folder


@pytest.fixture
def evidence(project: Path) -> Evidence:
    """Give a function that runs the command in the small project, as a process of its own."""

    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "evidence", *arguments]
        return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=60, **more)  # type: ignore[call-overload,no-any-return]

    return run


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project's own site once, and give its folder."""
    out = tmp_path_factory.mktemp("own") / "site"
    outcome = build(ROOT, out)
    if outcome.problems or outcome.refusal:
        pytest.fail("\n".join((*map(str, outcome.problems), outcome.refusal)))
    return out


@pytest.fixture(scope="session")
def generated_library() -> str:
    """Give references.bib with 200 entries in the house style, made up of what entries hold, and never sorted."""
    chance = random.Random(6)
    return "\n".join(_made_up(chance, number) for number in range(200))


def _made_up(chance: random.Random, number: int) -> str:
    """Make up an entry: each kind of name, sign, accent and date that ours have."""
    people = [
        "Loeffler, Elke",
        "Ó Súilleabháin, Séamus",
        "{Social Care Wales}",
        "van der Berg, Jan",
        "O'Neill, Ann-Marie",
    ]
    words = [
        "Ŵyr",
        r"care \& support",
        r"50\% more",
        "co-design",
        "Łódź",
        "{NHS} trusts",
        "people’s",
        "ageing: why?",
        "(Wales)",
    ]
    kind, place = chance.choice(
        [("article", "journal"), ("book", "publisher"), ("techreport", "institution"), ("misc", "howpublished")]
    )
    names = chance.sample(people, chance.randint(1, 4)) + ["others"] * (chance.random() < 0.2)
    fields = {
        "title": f"{chance.choice(words)} {chance.choice(words)} and {number} more {chance.choice(words)}",
        "author": " and ".join(names),
        place: f"The {chance.choice(words)} House",
        "year": str(chance.randint(1950, 2026)) if chance.random() < 0.9 else "n.d.",
        "keywords": chance.choice(["practice, Wales", "report", "book, Scotland, Ireland"]),
        "seen": chance.choice(["whole", "part", "record", "none"]),
    }
    if chance.random() < 0.5:
        fields |= {"url": f"https://example.org/a_b/{number}?c=d%20e&f={number}", "urldate": "2026-11-23"}
    if kind == "article":
        fields |= {
            "volume": "12",
            "number": "3",
            "pages": f"{number}--{number + 9}",
            "doi": f"10.1234/ab_{number}(x)3:1<1::y>",
        }
    in_some_order = chance.sample(sorted(fields), len(fields))
    lines = (f"  {name} = {{{fields[name]}}}," for name in in_some_order)
    return "\n".join((f"@{kind}{{author{chance.randint(1000, 9999)}n{number},", *lines, "}"))


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small project once, and give the folder of its site."""
    folder = tmp_path_factory.mktemp("small")
    outcome = build(write_project(folder / "project"), folder / "site")
    assert outcome.refusal == ""
    return folder / "site"


@pytest.fixture(scope="session")
def converter() -> Markdown:
    """Give the Markdown that mkdocs.yml sets up. Reset it before each page."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
