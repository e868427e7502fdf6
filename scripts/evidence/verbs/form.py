"""evidence form: the issue form for a case study, made from the declaration of its fields."""

from argparse import Namespace

from evidence.content import DOCS, TEMPLATE
from evidence.issue_form import issue_form, on_offer
from evidence.page_types import CASES
from evidence.read import read_site
from evidence.source import read_source
from evidence.verbs import CLEAN, ROOT


def run(_: Namespace) -> int:
    """Print the form."""
    template = read_source(ROOT, f"{DOCS}/{CASES.folder}/{TEMPLATE}")[0].text
    print(issue_form(on_offer(read_site(ROOT)), template), end="")
    return CLEAN
