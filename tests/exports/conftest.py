"""A small site that has one of everything that is taken away."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from evidence.content import Site
from evidence.render import Renderer
from evidence.settings import Settings

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGES = {
    "index.md": "---\ntitle: Home\nsummary: Where to start.\n---\n\nNo source.\n",
    "glossary.md": """---
title: Words
---

## Co-production

Planning *together*.

Also: co-produce; co-produced.
""",
    "case-studies/index.md": "---\ntitle: Case studies\n---\n",
    "case-studies/a.md": """---
title: "=A case: <one> & ŵyr"
summary: "+ What happened."
nations: [wales, all-island]
lead_organisation: "A council [@doe]"
period: not stated
ways_to_involve:
  co-production: "[@duo, p. 3]"
planned_by:
  partnership: our reading
barriers:
  bureaucracy: our reading
checked: 2026-02-01
reviewed: 2026-03-01
changes:
  - 2026-02-01: Mended a name.
  - 2026-02-01: Added a source.
  - 2026-01-01: First published.
---

## Costs [@doe]

One *thing* [see @doe, p. 4; @duo].
""",
    "barriers/bureaucracy.md": """---
title: Bureaucracy
checked: 2026-01-01
changes:
  - 2026-02-01: Added a source.
---

No source yet.
""",
    "ways-to-involve/co-production.md": "---\ntitle: Co-production\nband: doing with\n---\n",
    "nations/wales.md": "---\ntitle: Wales\nchecked: 2025-12-31\n---\n\n- As @doe [p. 5] say.\n",
}
LIBRARY = """
@misc{doe, author = {{Age Cymru}}, title = {A ladder}, url = {https://x.org/a?b&c}, urldate = {2026-11-23},
  keywords = {report, Wales}, seen = {whole}}
@article{duo, author = {Roe, R. and Poe, Ŵyr}, year = 2001, month = mar, title = {Whose voice?}, journal = {Care},
  volume = {3}, number = {1}, pages = {5--9}, doi = {10.1/a}, keywords = {peer-reviewed}}
@techreport{body, author = {{A Team}}, title = {C}, institution = {A body}, number = {CP 1}, year = {1999}}
@book{book, editor = {Doe, Jane}, title = {D}, publisher = {P}, year = {1998}}
"""


@pytest.fixture(scope="session")
def renderer(site_of: SiteOf) -> Renderer:
    """Give the renderer of a small site."""
    settings = Settings("https://kb.test/", "", "", "Evidence Scotland", "Doing With")
    return Renderer(replace(site_of(PAGES, LIBRARY), settings=settings))
