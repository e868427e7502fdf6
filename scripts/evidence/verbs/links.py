"""evidence links: what became of every web address, in a dated report. Run by hand or weekly, never by the build."""

import datetime as dt
import sys
from argparse import Namespace

from evidence.link_report import addresses, link_report
from evidence.lookup import Answer, OfflineError, State, look_up
from evidence.read import read_site
from evidence.settings import PLACEHOLDER, Settings
from evidence.source import Source, write_source
from evidence.verbs import CLEAN, PROBLEMS, ROOT, misuse


def run(arguments: Namespace) -> int:
    """Look up each address once, and write the report."""
    site = read_site(ROOT)
    places = addresses(site)
    day = dt.datetime.now(dt.UTC).date().isoformat()
    answers: list[Answer] = []
    print(f"Looking up {len(places)} addresses, one at a time. This takes some minutes.", file=sys.stderr)
    try:
        for answer in look_up(places, _who(site.settings)):
            answers.append(answer)
            print(f"{len(answers)} of {len(places)}: {answer.address} {answer.state.value}", file=sys.stderr)
    except OfflineError:
        print("No address can be reached. Are you online? No report was written.", file=sys.stderr)
        return PROBLEMS
    try:
        write_source(ROOT, Source(arguments.out, link_report(answers, places, day)))
    except OSError as error:
        return misuse(f"{arguments.out} could not be written: {error.strerror}.")
    print(f"The report is in {arguments.out}.", file=sys.stderr)
    return PROBLEMS if any(answer.state in (State.GONE, State.MOVED) for answer in answers) else CLEAN


def _who(settings: Settings) -> str:
    """Tell hosts who asks, and where to complain."""
    known = [words for words in (settings.site_url, settings.contact) if words and not PLACEHOLDER.search(words)]
    return f"evidence-links ({'; '.join(known) or 'looks up the sources of a page, once a week at most'})"
