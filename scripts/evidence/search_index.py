"""The search of the built site: Pagefind reads the pages and writes what browsers search in."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from evidence.search_order import LANGUAGE, put_in_order

FOLDER = "pagefind"
"""Where the index stands below the site."""

COMPOUNDS = "compounds.json"

NOT_SEARCHED = (
    ".dw-crumbs", ".dw-kicker", ".dw-checked", ".dw-basis",  # what every page says
    ".dw-facts h2", ".dw-facts dt", ".is-standing",  # and what many say in the same words
    ".dw-num", ".headerlink", ".dw-cite", ".dw-tip", ".dw-sources", ".dw-source__meta",  # numbers and citations
    "[aria-labelledby='full']",  # a source's reference in full
    ".dw-links", ".dw-facts li[id]", "[aria-labelledby='used']", ".dw-changes",  # words of other pages, and of the past
    "pre", ".dw-noprint", ".dw-citebox", ".dw-evidence",  # examples, what is there to press, and counts
)  # fmt: skip
"""What a search does not match, beside elements marked with data-pagefind-ignore."""

LINES = 5
"""How much is shown of what Pagefind says when it fails: it says the same for every page."""

_ASKED_FOR = ("pagefind.js", "pagefind-entry.json", f"wasm.{LANGUAGE}.pagefind", "*.pf_meta")
"""What our own dialog loads of Pagefind's files, beside the folders of the index; the rest is removed."""


def index(folder: Path, compounds: Sequence[str]) -> str:
    """Write the search index of the built pages under `folder`; give what Pagefind complains of, if it fails.

    `compounds` are written beside it: the pairs of words that our dialog looks up as one, however they are typed.
    """
    command = [
        sys.executable, "-m", "pagefind", "--silent", "--site", str(folder), "--output-subdir", FOLDER,
        "--force-language", LANGUAGE, "--exclude-selectors", ", ".join(NOT_SEARCHED),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own command
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        return "\n".join(("The search index could not be made.", *said[:LINES]))
    for path in (folder / FOLDER).iterdir():
        if path.is_file() and not any(path.match(pattern) for pattern in _ASKED_FOR):
            path.unlink()
    put_in_order(folder / FOLDER)
    (folder / FOLDER / COMPOUNDS).write_text(json.dumps(compounds, ensure_ascii=False), encoding="utf-8")
    return ""
