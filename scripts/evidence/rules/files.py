"""Rules about files as such."""

from collections.abc import Iterator

from evidence.content import Site
from evidence.problem import Finding


def unreadable_file(site: Site) -> Iterator[Finding]:
    """Every file can be read, is stored as UTF-8, is of a sensible size and lies inside its folder."""
    for source, fault in site.faults:
        yield Finding.of(source, fault)
    for page in site.pages:
        for fault in page.file_faults:
            yield Finding.of(page.source, fault)
        if not page.source.text.strip() and not page.file_faults:
            yield Finding(page.source, 0, "This page is empty.", "Copy the template of its folder into it, or delete the file.")
