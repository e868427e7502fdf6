"""The command and its verbs: evidence check, build, serve, generate, citations, rules."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evidence.citations import Citation, scan_body
from evidence.content import read_page, read_site
from evidence.generate import write_site
from evidence.publish import build, recover
from evidence.render import Renderer
from evidence.report import report
from evidence.rules import RULES, check, name_of
from evidence.source import read_source

CLEAN, PROBLEMS, MISUSE = 0, 1, 2
ROOT = Path()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; give 0 if all is well, 1 if there are problems, 2 if it was called wrongly."""
    arguments = _parser().parse_args(argv)
    run = {
        "check": _check,
        "build": _build,
        "serve": _serve,
        "generate": _generate,
        "citations": _citations,
        "rules": _rules,
    }[arguments.verb]
    if arguments.verb not in ("build", "citations", "rules"):
        recover(ROOT / "site")
    return run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evidence", description="Checks, builds and shows the knowledge base.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verb = verbs.add_parser("check", help="check every page and reference, and say what to put right")
    verb.add_argument("paths", nargs="*", metavar="PATH", help="report on these files or folders alone")
    verb.add_argument("--format", choices=("text", "github", "json"), default="text", help="how to print what was found")
    verb.add_argument("--first", nargs="+", default=[], metavar="PATH", help="list these files first (with github)")
    verb = verbs.add_parser("build", help="check, build and verify the site, then put it in the place of the old one")
    verb.add_argument("--out", default="site", help="the folder to build into (site)")
    verb.add_argument("--for-publishing", action="store_true", help="refuse the placeholders of mkdocs.yml")
    verb = verbs.add_parser("serve", help="show the site on this machine, anew after each change")
    verb.add_argument("--address", default="localhost:8000", help="host and port (localhost:8000)")
    verb = verbs.add_parser("generate", help="write the rendered site as plain Markdown, for another generator")
    verb.add_argument("--out", required=True, help="the folder to write into")
    verb = verbs.add_parser("citations", help="print the citations of some pages")
    verb.add_argument("paths", nargs="+", metavar="PATH")
    verb.add_argument("--format", choices=("json",), default="json", help="how to print them")
    verbs.add_parser("rules", help="list the rules and what each asks")
    return parser


def _check(arguments: argparse.Namespace) -> int:
    if missing := [path for path in (*arguments.paths, *arguments.first) if not (ROOT / path).exists()]:
        return _misuse(f"There is no file or folder {missing[0]}.")
    problems = check(read_site(ROOT))
    if arguments.paths:
        wanted = [Path(path).resolve() for path in arguments.paths]
        problems = [problem for problem in problems if _within((ROOT / problem.path).resolve(), wanted)]
    report(problems, arguments.format, arguments.first)
    return PROBLEMS if problems else CLEAN


def _build(arguments: argparse.Namespace) -> int:
    outcome = build(ROOT, Path(arguments.out), for_publishing=arguments.for_publishing)
    if outcome.problems:
        report(outcome.problems, "text", [])
        print("Nothing was published. The site that was there is as it was.", file=sys.stderr)
        return PROBLEMS
    if outcome.refusal:
        print(outcome.refusal, file=sys.stderr)
        return PROBLEMS
    print(f"Built {outcome.pages} pages into {arguments.out}.", file=sys.stderr)
    return CLEAN


def _serve(arguments: argparse.Namespace) -> int:
    from evidence.mkdocs_plugin import serve  # noqa: PLC0415  MkDocs's server is needed by this verb alone

    try:
        serve(ROOT, arguments.address)
    except OSError as error:
        return _misuse(f"The address {arguments.address} cannot be used ({error.strerror}). Name another: --address localhost:8001")
    return CLEAN


def _generate(arguments: argparse.Namespace) -> int:
    site, out = read_site(ROOT), Path(arguments.out)
    if problems := check(site):
        report(problems, "text", [])
        return PROBLEMS
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _misuse(f"{out} is not an empty folder. Name a new one.")
    print(f"Wrote {write_site(Renderer(site), out)} pages into {out}.", file=sys.stderr)
    return CLEAN


def _citations(arguments: argparse.Namespace) -> int:
    found = []
    for path in arguments.paths:
        source, faults = read_source(ROOT, path)
        if faults:
            return _misuse(f"{path}: {faults[0].message} {faults[0].hint}")
        page = read_page(source, path.removeprefix("docs/"))
        for citation in scan_body(page.body):
            line, column = source.place(citation.start)
            found.append({"file": path, "line": line, "column": column, **_as_dict(citation)})
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return CLEAN


def _rules(_: argparse.Namespace) -> int:
    for rule in RULES:
        print(f"{name_of(rule)}: {rule.__doc__}")
    return CLEAN


def _as_dict(citation: Citation) -> dict[str, object]:
    items = [
        {"mode": item.mode, "prefix": item.prefix, "key": item.key, "locator": item.locator, "suffix": item.suffix}
        for item in citation.items
    ]
    return {"mode": citation.items[0].mode, "items": items}


def _within(path: Path, wanted: Sequence[Path]) -> bool:
    return any(path == other or other in path.parents for other in wanted)


def _misuse(message: str) -> int:
    print(message, file=sys.stderr)
    return MISUSE


if __name__ == "__main__":
    sys.exit(main())
