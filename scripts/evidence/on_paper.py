"""What a link is on paper: its address, written beside the first link to each page of the site."""

import re
from pathlib import Path
from urllib.parse import urljoin

_MAIN = re.compile(r'id="main".*?<footer', re.DOTALL)
_NOT_SPELT = (
    "dw-noprint", "dw-crumbs", "dw-ways", "dw-source__meta", "dw-facts",  # not on paper, or beside what is read
    "dw-ladder", "dw-compare", "dw-grid3", "dw-gapmap",  # drawings: their pages are listed below them
)  # fmt: skip
_LINK = re.compile(
    rf'<(?P<tag>\w+) class="(?:[^"]* )?(?:{"|".join(_NOT_SPELT)})[ "].*?</(?P=tag)>'
    r'|<a href="(?P<to>(?![a-z]+:|#)[^"]+)"',
    re.DOTALL,
)


def spell_out(folder: Path, site_url: str) -> None:
    """Write beside links of the built pages under `folder` where they lead, for style sheets to show on paper."""
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        html = path.read_text(encoding="utf-8")
        path.write_text(spelt_out(html, urljoin(site_url, name)), encoding="utf-8")


def spelt_out(html: str, address: str) -> str:
    """Give a page, which stands at `address`, with the addresses of the site's other pages beside its links."""
    done = set[str]()

    def spell(found: re.Match[str]) -> str:
        to = found["to"] and urljoin(address, found["to"]).partition("//")[2]
        if not to or to in done:
            return found[0]
        done.add(to)
        return f'{found[0]} data-address="{to}"'

    return _MAIN.sub(lambda main: _LINK.sub(spell, main[0]), html, count=1)
