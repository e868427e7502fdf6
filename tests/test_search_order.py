"""The order of the filters in Pagefind's index."""

import gzip
import json
from pathlib import Path

import pytest

from evidence.search_order import packed, put_in_order, unpacked

EXAMPLES = {
    "00": 0,
    "17": 23,
    "1818": 24,
    "1903e8": 1000,
    "1a000f4240": 1000000,
    "1b000000e8d4a51000": 1000000000000,
    "60": "",
    "6449455446": "IETF",
    "62c3bc": "ü",
    "80": [],
    "8301820203820405": [1, [2, 3], [4, 5]],
    "98190102030405060708090a0b0c0d0e0f101112131415161718181819": list(range(1, 26)),
}
"""Examples of RFC 8949, appendix A."""


@pytest.mark.parametrize("code", EXAMPLES)
def test_items_are_read_and_written_as_the_standard_says(code: str) -> None:
    written = packed(EXAMPLES[code])

    assert gzip.decompress(written) == b"pagefind_dcd" + bytes.fromhex(code)
    assert unpacked(written) == EXAMPLES[code]


@pytest.mark.parametrize("data", [b"other", b"pagefind_dcd\xf6"])
def test_what_is_no_file_of_the_index_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no file of Pagefind's index|an item of kind 7"):
        unpacked(gzip.compress(data))


def write_index(folder: Path, filters: dict[str, list[object]]) -> None:
    """Write what Pagefind writes of its filters, in the order given."""
    (folder / "filter").mkdir(parents=True)
    for name, values in filters.items():
        (folder / "filter" / f"en_{name}.pf_filter").write_bytes(packed([name, values]))
    meta = ["1.5.2", [["en_page", 4]], [], [[name, f"en_{name}"] for name in filters], [], ["title"]]
    (folder / "pagefind.en_first.pf_meta").write_bytes(packed(meta))
    (folder / "pagefind-entry.json").write_text('{"languages": {"en": {"hash": "en_first"}}}')


def test_any_order_becomes_one(tmp_path: Path) -> None:
    write_index(tmp_path / "a", {"nation": [["Wales", [0, 2]], ["England", [1]]], "kind": [["Nation", [0]]]})
    write_index(tmp_path / "b", {"kind": [["Nation", [0]]], "nation": [["England", [1]], ["Wales", [0, 2]]]})

    for name in "ab":
        put_in_order(tmp_path / name)

    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in "ab"
    ]
    assert files[0] == files[1]
    entry = json.loads((tmp_path / "a" / "pagefind-entry.json").read_text())
    meta = unpacked((tmp_path / "a" / f"pagefind.{entry['languages']['en']['hash']}.pf_meta").read_bytes())
    assert meta[1] == [["en_page", 4]]
    held = {name: unpacked((tmp_path / "a" / "filter" / f"{file}.pf_filter").read_bytes()) for name, file in meta[3]}
    assert held == {"kind": ["kind", [["Nation", [0]]]], "nation": ["nation", [["England", [1]], ["Wales", [0, 2]]]]}
    assert len(list((tmp_path / "a" / "filter").iterdir())) == 2
