"""The Content-Security-Policy that each published page carries: nothing but the site's own files and known scripts."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from evidence.built import read_page

THEME_PAGE = "404.html"
"""The page on which nobody but the theme has written. A script that it does not hold is allowed on no other page."""

_HEAD = b'<meta charset="utf-8">'
_RULES = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' {scripts}",  # WebAssembly is the search
    "style-src 'self'",
    "img-src 'self' data:",  # the theme's style sheets hold small pictures
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)


def script_hash(script: str) -> str:
    """Give the words by which a policy allows a script that stands in a page."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str]) -> str:
    """Give the policy that allows these scripts and the site's own files."""
    hashes = " ".join(sorted({script_hash(script) for script in scripts}))
    return "; ".join(_RULES).format(scripts=hashes)


def put_policy(folder: Path) -> None:
    """Write the policy at the top of every built page under `folder`, before anything that it governs."""
    theme = read_page(THEME_PAGE, (folder / THEME_PAGE).read_bytes())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(script for script, _ in theme.scripts)}">'
    for path in folder.rglob("*.html"):
        path.write_bytes(path.read_bytes().replace(_HEAD, _HEAD + b"\n" + meta.encode(), 1))
