"""One order for the filters of Pagefind's index, which writes them in another order on each run.

Their files are gzip around a mark and CBOR (RFC 8949), of which they use whole numbers, text and lists.
"""

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

ENTRY = "pagefind-entry.json"
LANGUAGE = "en"

_MARK = b"pagefind_dcd"
_FILTERS = 3
"""The place of the filters, each a name and a file, in the list that a .pf_meta file holds."""
_NUMBER, _TEXT, _LIST = 0, 3, 4
"""The kinds of a CBOR item."""

Item = Any
"""A whole number, a text, or a list of items."""


def put_in_order(folder: Path) -> None:
    """Write the filters of the index in `folder` by the alphabet, in files named after what they hold."""
    entry = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
    language = entry["languages"][LANGUAGE]
    path = folder / f"pagefind.{language['hash']}.pf_meta"
    meta = unpacked(path.read_bytes())
    meta[_FILTERS] = sorted((name, _written_anew(folder / "filter", file)) for name, file in meta[_FILTERS])
    data = packed(meta)
    path.unlink()
    language["hash"] = _name(data)
    (folder / f"pagefind.{language['hash']}.pf_meta").write_bytes(data)
    (folder / ENTRY).write_text(json.dumps(entry), encoding="utf-8")


def unpacked(data: bytes) -> Item:
    """Give what a file of the index holds. Raises ValueError if it holds other items than we know."""
    data = gzip.decompress(data)
    if not data.startswith(_MARK):
        raise ValueError("no file of Pagefind's index")
    item, _ = _read(data, len(_MARK))
    return item


def packed(item: Item) -> bytes:
    """Give the file of the index that holds an item."""
    return gzip.compress(_MARK + _write(item), mtime=0)


def _written_anew(folder: Path, file: str) -> str:
    path = folder / f"{file}.pf_filter"
    name, values = unpacked(path.read_bytes())
    data = packed([name, sorted(values)])
    path.unlink()
    (folder / f"{_name(data)}.pf_filter").write_bytes(data)
    return _name(data)


def _name(data: bytes) -> str:
    return f"{LANGUAGE}_{sha256(data).hexdigest()[:10]}"


def _read(data: bytes, at: int) -> tuple[Item, int]:
    kind, number, at = data[at] >> 5, data[at] & 31, at + 1
    if number >= 24:
        size = 1 << (number - 24)
        number, at = int.from_bytes(data[at : at + size], "big"), at + size
    if kind == _NUMBER:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _LIST:
        raise ValueError(f"an item of kind {kind}")
    items = []
    for _ in range(number):
        item, at = _read(data, at)
        items.append(item)
    return items, at


def _write(item: Item) -> bytes:
    if isinstance(item, int):
        return _head(_NUMBER, item)
    if isinstance(item, str):
        return _head(_TEXT, len(item.encode())) + item.encode()
    return _head(_LIST, len(item)) + b"".join(map(_write, item))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes((kind << 5 | number,))
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes((kind << 5 | 24 + power,)) + number.to_bytes(1 << power, "big")
