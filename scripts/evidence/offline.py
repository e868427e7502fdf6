"""What a reader can keep on a device: a list of the built site's files, with their size and date."""

import json
from hashlib import sha256
from pathlib import Path

from evidence import search_index
from evidence.harvard import date_in_words

LIST = "offline.json"
KEPT = frozenset((".css", ".html", ".jpg", ".js", ".png", ".svg", ".webp", ".woff2"))
"""The endings of what pages need. Handouts and downloads are left out: they are large or many."""

_THEME_SCRIPTS = "assets/javascripts"
"""Where the theme's own scripts stand, which no page loads."""

_PAGE = "index.html"


def put_list(folder: Path, checked: str) -> None:
    """Write the list of what can be kept of the built site under `folder`, whose newest page was checked that day."""
    search = folder / search_index.FOLDER
    paths = [path for path in folder.rglob("*") if path.suffix in KEPT or path.parent.is_relative_to(search)]
    used = (path for path in sorted(paths) if path.is_file() and not path.is_relative_to(folder / _THEME_SCRIPTS))
    kept = {path.relative_to(folder).as_posix(): path.read_bytes() for path in used}
    version = sha256(b"".join(name.encode() + b"\0" + sha256(data).digest() for name, data in kept.items()))
    written = {
        "date": date_in_words(checked),
        "version": version.hexdigest()[:16],
        "bytes": sum(map(len, kept.values())),
        "files": [_address(name) for name in kept],
    }
    (folder / LIST).write_text(json.dumps(written, indent=0), encoding="utf-8")


def _address(name: str) -> str:
    """Give the address below the site's under which a browser asks for a file."""
    return name.removesuffix(_PAGE) if f"/{name}".endswith(f"/{_PAGE}") else name
