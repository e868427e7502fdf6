"""evidence citations: every citation of some pages as our reader understands it, to compare with another reader."""

import json
from argparse import Namespace

from evidence.citations import Citation, scan_body
from evidence.content import DOCS, read_page
from evidence.source import read_source
from evidence.verbs import CLEAN, ROOT, misuse


def run(arguments: Namespace) -> int:
    """Print the citations of the named pages as JSON."""
    found = []
    for path in arguments.paths:
        source, faults = read_source(ROOT, path)
        if faults:
            return misuse(f"{path}: {faults[0].message} {faults[0].hint}")
        for citation in scan_body(read_page(source, path.removeprefix(f"{DOCS}/")).body):
            line, column = source.place(citation.start)
            found.append({"file": path, "line": line, "column": column, **_as_dict(citation)})
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return CLEAN


def _as_dict(citation: Citation) -> dict[str, object]:
    items = [
        {"mode": item.mode, "prefix": item.prefix, "key": item.key, "locator": item.locator, "suffix": item.suffix}
        for item in citation.items
    ]
    return {"mode": citation.items[0].mode, "items": items}
