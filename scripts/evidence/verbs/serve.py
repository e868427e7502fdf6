"""evidence serve: the site on this machine, anew after each change."""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from urllib.parse import urlsplit

from evidence import settings
from evidence.content import DOCS
from evidence.mkdocs_plugin import watch
from evidence.preview import Preview
from evidence.project import examine
from evidence.report import report
from evidence.verbs import CLEAN, PROBLEMS, ROOT, misuse


def run(arguments: Namespace) -> int:
    """Show the site until Ctrl+C."""
    try:
        parts = urlsplit(f"//{arguments.address}")
        host, port = parts.hostname or "", parts.port or 0
    except ValueError:
        host, port = "", 0
    if not host or not port:
        return misuse(f"{arguments.address} is no address. Name a host and a port: --address localhost:8001")
    site, problems = examine(ROOT)
    if missing := [problem for problem in problems if problem.path in (DOCS, settings.PATH)]:
        report(missing)
        return PROBLEMS
    scope = site.settings.scope
    url = f"http://{parts.netloc}{scope}"
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        preview = Preview(ROOT, Path(folder) / "site", url)
        preview.build()
        said = f"The site is at {url} and follows every change. Only the search is missing. Stop it with Ctrl+C."
        print(said, file=sys.stderr, flush=True)
        try:
            watch(ROOT, preview.out, host, port, scope, preview.build)
        except OSError as error:
            why = f"The address {arguments.address} cannot be used: {error.strerror}."
            return misuse(f"{why} Name another: --address localhost:{port + 1}")
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
    return CLEAN
