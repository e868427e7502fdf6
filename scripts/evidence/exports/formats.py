"""The formats in which references can be taken away."""

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from evidence.csl import Item
from evidence.exports.bibtex import bibtex
from evidence.exports.ris import ris


class Format(NamedTuple):
    """A format: how its files end, how one item is written in it, and how several make a file."""

    suffix: str
    write: Callable[[Item], str]
    joined: Callable[[Iterable[str]], str]


def csl_json(item: Item) -> str:
    """Give an item as it stands."""
    return json.dumps(item, ensure_ascii=False, indent=1)


def _listed(items: Iterable[str]) -> str:
    return "\n".join(("[", ",\n".join(items), "]", ""))


FORMATS = (
    Format("bib", bibtex, "\n".join),
    Format("ris", ris, "\n".join),
    Format("json", csl_json, _listed),
)
