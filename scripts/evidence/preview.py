"""The site on this machine while it is being edited: built anew after each change, whatever a page holds."""

import sys
from dataclasses import dataclass
from pathlib import Path

from evidence.exports.files import write_files
from evidence.pages import Pages
from evidence.project import examine
from evidence.publish import convert
from evidence.report import count, lines
from evidence.swap import NEW, beside, swap


@dataclass(frozen=True)
class Preview:
    """A folder that shows the project under `root` at an address."""

    root: Path
    out: Path
    url: str

    def build(self) -> None:
        """Build the site and say what is to be put right; if it cannot be built, leave it as it was before."""
        site, problems = examine(self.root)
        pages, new = Pages(site, problems), beside(self.out, NEW)
        try:
            complaint = convert(self.root, pages, new, self.url)
            write_files(pages.renderer, new)
            swap(new, self.out)
        except Exception as error:
            # Somebody is editing a template or mkdocs.yml: the next change may mend it.
            complaint = f"The site could not be built and is shown as it was. {type(error).__name__}: {error}"
        for line in lines(pages.problems):
            print(line, flush=True)
        print(complaint or count(len(pages.problems)), file=sys.stderr, flush=True)
