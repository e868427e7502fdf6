"""evidence rules: the rules and what each asks."""

from argparse import Namespace

from evidence.rules import RULES, name_of
from evidence.verbs import CLEAN


def run(_: Namespace) -> int:
    """Print each rule's name and law."""
    for rule in RULES:
        print(f"{name_of(rule)}: {rule.__doc__}")
    return CLEAN
