"""Rules about headings, tables and pictures."""

import re
from collections.abc import Iterator

from evidence.content import Site
from evidence.problem import Finding
from evidence.words import excerpt

PICTURE = re.compile(r"!\[(?P<words>[^\[\]]*)\](?=[(\[])")
FILE_NAME = re.compile(r"[\w-]+\.(?:png|jpe?g|gif|svg|webp|avif)", re.IGNORECASE)


def missing_alt_text(site: Site) -> Iterator[Finding]:
    """Every picture is described in words, or said to be decorative."""
    hint = (
        "Say in one sentence what it shows: ![Four people at a table](picture.png). "
        "If it is mere decoration, write ![decorative](picture.png)."
    )
    for page in site.pages:
        if "![" in page.source.text:
            for found in PICTURE.finditer(page.body.uncoded):
                words = found["words"].strip()
                if not words or FILE_NAME.fullmatch(words):
                    message = "This picture has no description for people who cannot see it."
                    yield Finding(page.source, found.start(), message, hint)


def skipped_heading_level(site: Site) -> Iterator[Finding]:
    """Headings begin at ## and go down one level at a time."""
    for page in site.pages:
        above = 1
        for block in page.body.blocks:
            if block.kind == "heading":
                if block.level == 1:
                    message = "This heading has the rank of the page's title, which stands in the box at the top."
                    yield Finding(page.source, block.start, message, "Begin it with ##.")
                elif block.level > above + 1:
                    message = f"This heading has {block.level} marks (#) but stands under one with {above}."
                    yield Finding(page.source, block.start, message, f"Begin it with {'#' * (above + 1)}.")
                above = block.level


def unshown_cell(site: Site) -> Iterator[Finding]:
    """Every cell of a table stands in a column that its header has."""
    for page in site.pages:
        for start, end in page.body.unshown:
            cell = page.source.text[start:end]
            message = f"The cell '{excerpt(cell)}' has no column in this table, so it would not show."
            hint = "Give the header one cell more, or take out a bar. For a bar among words write \\|"
            yield Finding(page.source, start + len(cell) - len(cell.lstrip()), message, hint)
