"""The site's marks: each draws all there could be and fills in what there is. A page carries those it uses."""

import re
from functools import cache

from markupsafe import Markup

from evidence.kinds import NATIONS

_BLOCKS = {
    "england": ("14.8", "11.6", "8.2", "11.4", "1.6"),
    "northern-ireland": ("1", "7.5", "6.5", "5.5", "1.4"),
    "scotland": ("10", "1", "8.5", "8.5", "1.6"),
    "wales": ("7.6", "15", "5", "7", "1.4"),
}
"""Where the nations lie to one another: left, top, width, height and corner of each one's block."""
_RUNGS = {"to": ("17", "5", "19.3"), "for": ("9.7", "11", "12"), "with": ("2.4", "18", "4.7")}
"""For each band of the ladder: where its rung begins, how far it reaches, and the line on which it lies."""
_READ = {"whole": "2.5", "part": "11", "record": "16.5", "none": ""}
"""For each extent of reading, how far down a page stays empty; "" for a page that was not read at all."""
_KINDS = {
    "people": '<circle cx="8" cy="7" r="3.4"/><path d="M1.8 20c0-5 2.6-7.4 6.2-7.4s6.2 2.4 6.2 7.4z"/>'
    '<path d="M15 4.2a3.2 3.2 0 0 1 0 5.8M17 13c3 .8 5 3 5 7"/>',
    "practice": '<rect x="5" y="7" width="14" height="15" rx="1.5"/><circle cx="12" cy="12.3" r="1.7"/>'
    '<path d="M9.5 7V3.5h5V7M9 18.5c0-2.4 1.2-3.4 3-3.4s3 1 3 3.4"/>',
    "organisations": '<path d="M4 22V6.5L13 2v20M13 10h7v12M2 22h20M7.5 9.5v0M7.5 13.5v0M7.5 17.5v0M16.5 13.5v0'
    'M16.5 17.5v0" stroke-linecap="round"/>',
    "policy": '<path d="M5 2h10l4 4v16H5zM8.5 9h7M8.5 13h7M8.5 17h4"/>',
    "research": '<circle cx="10" cy="10" r="7"/><path d="M15.2 15.2 22 22M7 11.5 9.2 9l2 2L13 8"/>',
    "news": '<path d="M2 4h15v16H4.5A2.5 2.5 0 0 1 2 17.5zM17 9h5v8.5a2.5 2.5 0 0 1-5 0M5.5 8h8M5.5 12h8M5.5 16h5"/>',
}
_USED = re.compile(r'href="#mark-([a-z0-9-]+)"')


@cache
def mark(name: str) -> Markup:
    """Give a mark by its name, such as nation-wales, to stand beside its word; nothing if there is no such mark."""
    if name not in _MARKS:
        return Markup("")
    return Markup('<svg class="dw-mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#mark-{}"/></svg>').format(
        name
    )


def inked(name: str, colour: str) -> Markup:
    """Give a mark in the colour of its nation or band; nothing if there is no such mark."""
    drawing = mark(name)
    return Markup('<span class="dw-ink is-{}">{}</span> ').format(colour, drawing) if drawing else drawing


def sprite(*html: str) -> str:
    """Give the drawings of the marks that pieces of HTML use, to stand once in the same page."""
    used = sorted({name for piece in html for name in _USED.findall(piece) if name in _MARKS})
    if not used:
        return ""
    symbols = "".join(f'<symbol id="mark-{name}" viewBox="0 0 24 24">{_MARKS[name]}</symbol>' for name in used)
    return f'<div class="dw-sprite" aria-hidden="true"><svg>{symbols}</svg></div>\n'


def _nation(filled: str) -> str:
    return "".join(
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{corner}"{_fill(nation == filled)}/>'
        for nation, (x, y, width, height, corner) in _BLOCKS.items()
    )


def _band(filled: str) -> str:
    top, reach, _ = _RUNGS[filled]
    lines = "".join(f"M3 {middle}h18" for _, _, middle in _RUNGS.values())
    sides = '<path d="M1 1h3v22H1zM20 1h3v22h-3z" fill="currentColor" stroke="none"/>'
    rung = f'<rect x="3" y="{top}" width="{reach}" height="4.6" fill="currentColor" stroke="none"/>'
    return f'{sides}<path d="{lines}" stroke-width="1.1"/>{rung}'


def _reading(top: str) -> str:
    page = '<rect x="4.5" y="1.5" width="15" height="21"{}/>'
    if not top:
        return page.format(' stroke-dasharray="2.6 2"')
    return f'<path d="M6 {top}h12V22H6z" fill="currentColor" stroke="none"/>{page.format("")}'


def _cell(row: int, column: int) -> str:
    return "".join(
        f'<rect x="{1 + 7.6 * across:g}" y="{1 + 7.6 * down:g}" width="6.8" height="6.8" stroke-width="1"'
        f"{_fill((down, across) == (row, column))}/>"
        for down in range(3)
        for across in range(3)
    )


def _fill(filled: bool) -> str:
    return ' fill="currentColor"' if filled else ""


_MARKS = {
    **{f"nation-{nation}": _nation(nation) for nation in NATIONS},
    **{f"band-{band}": _band(band) for band in _RUNGS},
    **{f"read-{seen}": _reading(top) for seen, top in _READ.items()},
    **{f"kind-{kind}": drawing for kind, drawing in _KINDS.items()},
    **{f"grid-{row}{column}": _cell(row, column) for row in range(3) for column in range(3)},
}
