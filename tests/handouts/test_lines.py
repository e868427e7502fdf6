"""Words as pieces of a line: which are kept whole, and where a very long one may end a line."""

import pytest

from evidence.handouts.lines import LONG_WORD, Piece, plain


def kept(word: str, *, always: bool = False) -> Piece:
    """Give a word that is kept whole, in both sizes or in large print alone."""
    return {"k": "whole", "always": always, "c": word}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Plain  words\n– and - signs", ["Plain words – and - signs"]),
        ("We co-design it", ["We ", kept("co-design"), " it"]),
        ("(re-use, well-being)", [kept("(re-use,"), " ", kept("well-being)")]),
        ("SCIE, n.d.-b", ["SCIE, ", kept("n.d.-b", always=True)]),
        ("(n.d.-c).", [kept("(n.d.-c).", always=True)]),
        (
            "co\u2011production co\u2011op-run",
            [kept("co-production", always=True), " ", kept("co-op-run", always=True)],
        ),
        (f"({'x' * 18}-{'y' * 17}),", [kept(f"({'x' * 18}-{'y' * 17}),")]),
        (f"{'x' * 18}-{'y' * 18}", [f"{'x' * 18}-{'y' * 18}"]),
        (f"{'x' * 20}\u2011{'y' * 20}", [f"{'x' * 20}-{'y' * 20}"]),
        ("x" * 60, ["\u200b".join(("x" * LONG_WORD, "x" * LONG_WORD, "x" * 12))]),
        (f"{'a' * 20}.{'b' * 20}@c.org", [f"{'a' * 20}.\u200b{'b' * 20}@\u200bc.\u200borg"]),
        ("," * 30, [f"{',' * LONG_WORD}\u200b{',' * 6}"]),
        ("1/" * 20, ["1/" * 12 + "\u200b" + "1/" * 8]),
        (f"{'x' * 20}/{'y' * 20}", [f"{'x' * 20}/{'y' * 20}"]),
        ("inter\u00adde\u00adpen\u00addence", ["interdependence"]),
        ("", []),
        (None, []),
    ],
)
def test_words_become_pieces(text: str | None, pieces: list[Piece]) -> None:
    assert list(plain(text)) == pieces
