"""evidence citations: every citation of some pages as our reader understands it, to compare with another reader."""

import json
import os
from argparse import Namespace

from evidence.citations import Citation
from evidence.content import DOCS
from evidence.read import read_page
from evidence.source import read_source
from evidence.verbs import CLEAN, ROOT, misuse


def run(arguments: Namespace) -> int:
    """Print the citations of the named pages as JSON."""
    found = []
    for path in [path for given in arguments.paths for path in _pages(given)]:
        if not path.endswith(".md"):
            return misuse(f"{path} is no page: its name does not end in .md.")
        source, faults = read_source(ROOT, path)
        if faults:
            return misuse(f"{path}: {faults[0].message} {faults[0].hint}")
        page = read_page(source, path.removeprefix(f"{DOCS}/"))
        in_box = ((cited.text.offset, citation) for cited in page.cited_texts for citation in cited.citations)
        placed = [(base + citation.start, citation) for base, citation in in_box]
        for offset, citation in (*placed, *((citation.start, citation) for citation in page.citations)):
            line, column = source.place(offset)
            found.append({"file": path, "line": line, "column": column, **_as_dict(citation)})
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return CLEAN


def _pages(path: str) -> list[str]:
    """Give a file itself, or the pages below a folder."""
    if not os.path.isdir(ROOT / path):  # noqa: PTH112  Path.is_dir would raise for a name that is too long
        return [path]
    return sorted(page.as_posix() for page in (ROOT / path).rglob("*.md"))


def _as_dict(citation: Citation) -> dict[str, object]:
    items = [
        {"mode": item.mode, "prefix": item.prefix, "key": item.key, "locator": item.locator, "suffix": item.suffix}
        for item in citation.items
    ]
    return {"mode": citation.items[0].mode, "items": items}
