"""Writes a generated project: pages of about 540 words with nine citations each, and a reference library.

Everything in it looks generated, so that nobody takes it for evidence. The same seed gives the same project.
"""

import random
import shutil
from pathlib import Path

WORDS = [
    "board",
    "care",
    "carer",
    "choice",
    "council",
    "group",
    "home",
    "local",
    "meeting",
    "money",
    "office",
    "paper",
    "part",
    "people",
    "person",
    "plan",
    "public",
    "report",
    "rule",
    "say",
    "service",
    "share",
    "staff",
    "support",
    "team",
    "time",
    "view",
    "voice",
    "week",
    "work",
    "and",
    "for",
    "from",
    "has",
    "have",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "that",
    "the",
    "they",
    "to",
    "was",
    "were",
    "with",
    "after",
    "before",
    "between",
    "during",
    "under",
    "more",
    "less",
    "early",
    "late",
    "new",
    "old",
]
CITATIONS = 9
AREAS = ("identify-and-analyse", "plan", "do", "review")
NATIONS = ("england", "northern-ireland", "scotland", "wales")
ROOT = Path(__file__).parents[2]


def write_project(folder: Path, pages: int, entries: int, *, seed: int = 1, cited: bool = True) -> None:
    """Write mkdocs.yml, references.bib and `pages` case studies under `folder`, with what they link to.

    With `cited=False` the pages have neither citations nor fields of ours: what stock Material for MkDocs builds.
    """
    chance = random.Random(seed)
    if folder.exists():
        shutil.rmtree(folder)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    keys = [f"generated{number:05}work" for number in range(entries)]
    if cited:
        (folder / "references.bib").write_text("\n".join(_entry(number, key) for number, key in enumerate(keys)))
        shutil.copy(ROOT / "mkdocs.yml", folder)
        shutil.copytree(ROOT / "docs" / "assets", docs / "assets")
        _write_targets(docs)
    else:
        (folder / "mkdocs.yml").write_text(_plain_config())
        (docs / "index.md").write_text("# Generated site\n\nGenerated words.\n")
    (docs / "case-studies").mkdir(exist_ok=True)
    for number in range(pages):
        page = _page(chance, number, keys) if cited else f"# Generated page {number:05}\n\n{_text(chance, [])}"
        (docs / "case-studies" / f"generated-{number:05}.md").write_text(page)


def write_pack(folder: Path, pages: int) -> None:
    """Write a meeting pack of the first `pages` case studies into a generated project."""
    (folder / "docs" / "meeting-packs").mkdir()
    listed = "\n".join(f"  - case-studies/generated-{number:05}" for number in range(pages))
    (folder / "docs" / "meeting-packs" / "generated.md").write_text(f"""---
title: Generated pack
summary: A generated pack for a benchmark.
purpose: To measure.
agenda: [Generated]
pages:
{listed}
questions: [Generated?]
checked: 2026-11-23
---

Generated.
""")


def _entry(number: int, key: str) -> str:
    kind = ("report", "peer-reviewed", "policy", "news", "lived-experience")[number % 5]
    return f"""@misc{{{key},
  author       = {{Generated{number // 3:05}, Author and Written{number // 7:05}, Name}},
  title        = {{Generated work number {number:05} about {WORDS[number % len(WORDS)]} and {WORDS[number % 31]}}},
  year         = {{{1990 + number % 35}}},
  howpublished = {{Generated for a benchmark}},
  url          = {{https://example.org/generated/{number:05}}},
  urldate      = {{2026-11-23}},
  keywords     = {{{kind}, Wales}},
  seen         = {{part}},
}}
"""


def _page(chance: random.Random, number: int, keys: list[str]) -> str:
    key = chance.choice(keys)
    return f"""---
title: "Generated page {number:05}"
summary: A generated page for a benchmark. It says nothing about the world.
nations: [{chance.choice(NATIONS)}]
lead_organisation: "Generated council [@{key}]"
period: not stated
ways_to_involve:
  co-production: our reading
planned_by:
  partnership: our reading
delivered_by:
  professionals: our reading
commissioning_areas:
  {chance.choice(AREAS)}: our reading
benefits: not stated
barriers: not stated
checked: 2026-11-23
changes:
  - 2026-11-23: First published.
---

{_text(chance, keys)}"""


def _text(chance: random.Random, keys: list[str]) -> str:
    """Give sections as our pages have them: cited statements, then questions and gaps, which need no citation."""
    lines: list[str] = []
    for section in range(3):
        lines += ["", f"## Generated section {section + 1}", ""]
        for item in range(CITATIONS // 3):
            more = f"; @{chance.choice(keys)}, p. {chance.randrange(1, 300)}" if keys and item % 2 else ""
            source = f" [@{chance.choice(keys)}{more}]" if keys else ""
            year = chance.randrange(1990, 2025)
            lines.append(f"- {_sentence(chance)} In {year} {_sentence(chance).lower().removesuffix('.')}{source}.")
    for heading, items in (("Questions to take to a meeting", 7), ("What we do not know", 10)):
        lines += ["", f"## {heading}", "", *(f"- {_sentence(chance)}" for _ in range(items))]
    return "\n".join(lines).lstrip() + "\n"


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=14)).capitalize() + "."


def _write_targets(docs: Path) -> None:
    head = "---\ntitle: {title}\nsummary: A generated page.\n{more}checked: 2026-11-23\n---\n\n{text}\n"
    pages = {
        "index": ("", "[Sources](references/index.md), [health](contributing/health.md)"),
        "about/index": ("", "Generated."),
        "contributing/index": ("", "[Health](health.md), [fields](fields.md)"),
        "ways-to-involve/co-production": ("band: doing with\n", "Not known."),
        **{f"commissioning/{area}": ("", "Not known.") for area in AREAS},
        **{f"nations/{nation}": ("", "Not known.") for nation in NATIONS},
        **{f"{folder}/index": ("", "Generated.") for folder in FOLDERS},
    }
    links = " ".join(f"[{folder}]({folder}/index.md)" for folder in FOLDERS)
    for path, (more, text) in pages.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        words = f"{text} {links}" if path == "index" else text
        (docs / f"{path}.md").write_text(
            head.format(title=f"Generated {path.replace('/', ' ')}", more=more, text=words)
        )


FOLDERS = ("case-studies", "ways-to-involve", "commissioning", "nations", "benefits", "barriers")


def _plain_config() -> str:
    return """site_name: Generated site
site_url: https://example.org/generated/
theme: {name: material, font: false}
plugins: []
nav: [index.md]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables: {use_align_attribute: true}
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
validation: {nav: {omitted_files: ignore}}
"""
