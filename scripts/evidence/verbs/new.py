"""evidence new: a new page, with every field that it has to fill."""

import datetime as dt
import sys
from argparse import Namespace
from pathlib import Path

from evidence.content import DOCS
from evidence.issue_form import on_offer, read_issue
from evidence.new_page import body_of, dates, new_page, quoted, slug_of
from evidence.page_types import CASES, IN_COMMANDS, TITLE
from evidence.read import read_site
from evidence.source import read_source
from evidence.verbs import CLEAN, ROOT, misuse

INDEX = "index"


def run(arguments: Namespace) -> int:
    """Write the page under the name that its title gives it; refuse to write over one that is there."""
    page_type = IN_COMMANDS[arguments.kind]
    if arguments.file and page_type is not CASES:
        return misuse('Only a case study has an issue form. Name the page instead: evidence new benefit "Its title"')
    site = read_site(ROOT)
    template = read_source(ROOT, f"{DOCS}/{page_type.folder}/_template.md")[0].text
    title, values, body, sources = arguments.title, {}, body_of(template), ""
    if arguments.file:
        try:
            text = sys.stdin.read() if arguments.file == "-" else Path(arguments.file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return misuse(f"The file {arguments.file} could not be read. Save the issue's text as UTF-8.")
        told = read_issue(text, on_offer(site), template)
        if not told.values:
            return misuse(f"We found no answers in {arguments.file}. Copy the whole text of the issue into it.")
        title, values, body, sources = title or told.title, dict(told.values), told.body, told.sources
    slug = slug_of(title)
    if slug in ("", INDEX):
        return misuse('Give the page a title with words in it: evidence new case-study "Peer review: Swansea"')
    path = f"{DOCS}/{page_type.folder}/{slug}.md"
    values = {**dates(dt.datetime.now(dt.UTC).date().isoformat()), **values, TITLE.name: quoted(title)}
    remark = f"The sources that the form names:\n{sources}" if sources else ""
    try:
        with (ROOT / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(new_page(site, page_type, values, body, remark))
    except FileExistsError:
        return misuse(f"{path} is there already. Open that page, or choose another title.")
    except OSError as error:
        return misuse(f"{path} could not be written: {error.strerror}.")
    print(path)
    print(
        f"Fill its fields and write its text. What is missing, and where, says: evidence check {path}", file=sys.stderr
    )
    return CLEAN
