"""evidence new: a new page, with every field that it has to fill."""

import datetime as dt
import sys
from argparse import Namespace

from evidence.content import DOCS, TEMPLATE, folded_title
from evidence.issue_form import Told, on_offer, read_issue
from evidence.new_page import body_of, dates, free_slug, new_page, quoted, taken_slugs
from evidence.page_types import CASES, IN_COMMANDS, TITLE
from evidence.read import read_site
from evidence.rules.messages import Message
from evidence.source import read_source
from evidence.verbs import CLEAN, ROOT, NotReadError, misuse, text_of


def run(arguments: Namespace) -> int:
    """Write the page under a free name that its title gives it; refuse a title that a page has."""
    page_type = IN_COMMANDS[arguments.kind]
    if arguments.file and page_type is not CASES:
        return misuse('Only a case study has an issue form. Name the page instead: evidence new benefit "Its title"')
    site = read_site(ROOT)
    template = read_source(ROOT, f"{DOCS}/{page_type.folder}/{TEMPLATE}")[0].text
    told = Told("", {}, body_of(template), "")
    if arguments.file:
        try:
            told = read_issue(text_of(arguments.file), on_offer(site), template)
        except NotReadError as error:
            return misuse(str(error))
        if not told.values:
            return misuse(f"We found no answers in {arguments.file}. Copy the whole text of the issue into it.")
    title = arguments.title or told.title
    if other := site.by_title.get(folded_title(title)):
        message = Message.DUPLICATE_TITLE.format(path=other.source.path, title=title)
        return misuse(f"{message} {Message.DUPLICATE_TITLE_HINT}")
    slug = free_slug(title, taken_slugs(site, page_type.folder))
    if not slug:
        return misuse('Give the page a title with words in it: evidence new case-study "Peer review: Swansea"')
    path = f"{DOCS}/{page_type.folder}/{slug}.md"
    values = {**dates(dt.datetime.now(dt.UTC).date().isoformat()), **told.values, TITLE.name: quoted(title)}
    remarks = {"The sources that the form names": told.sources, "What else it says": told.besides}
    remark = "\n".join(f"{what}:\n{words}" for what, words in remarks.items() if words)
    try:
        with (ROOT / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(new_page(site, page_type, values, told.body, remark))
    except OSError as error:
        return misuse(f"{path} could not be written: {error.strerror}.")
    print(path)
    print(f"Fill its fields and write its text. To see what is missing: evidence check {path}", file=sys.stderr)
    return CLEAN
