"""evidence build: the whole site, checked, verified and swapped in."""

import sys
from argparse import Namespace
from pathlib import Path

from evidence.publish import build
from evidence.report import report
from evidence.verbs import CLEAN, PROBLEMS, ROOT


def run(arguments: Namespace) -> int:
    """Build the site, or say what keeps it from being published."""
    outcome = build(ROOT, Path(arguments.out), for_publishing=arguments.for_publishing, handouts=arguments.handouts)
    if outcome.problems or outcome.refusal:
        if outcome.problems:
            report(outcome.problems)
        else:
            print(outcome.refusal, file=sys.stderr)
        print("Nothing was published. The site that was there is as it was.", file=sys.stderr)
        return PROBLEMS
    print(f"Built {outcome.pages} pages into {arguments.out}.", file=sys.stderr)
    return CLEAN
