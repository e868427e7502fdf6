"""The command and its verbs: evidence check, build, serve, and what editors and maintainers do more rarely."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from evidence.kinds import READING
from evidence.page_types import IN_COMMANDS
from evidence.verbs import PROBLEMS, ROOT

STOPPED = 130
"""What a command stopped with Ctrl+C answers, by custom."""

LEFT_BY_KILLED_BUILDS = ".*.evidence-*"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; give 0 if all is well, 1 if there are problems, 2 if it was called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        # A file's name may hold what the terminal cannot show.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        if any(ROOT.glob(LEFT_BY_KILLED_BUILDS)):
            import_module("evidence.swap").recover(ROOT)
        # Each verb is imported when it is asked for: only some need MkDocs, which takes long to start.
        run: Callable[[argparse.Namespace], int] = import_module(f"evidence.verbs.{arguments.verb}").run
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evidence", description="Checks, builds and shows the knowledge base.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verb = verbs.add_parser("check", help="check every page and reference, and say what to put right")
    verb.add_argument("paths", nargs="*", metavar="PATH", help="report on these files or folders alone")
    verb.add_argument("--fix", action="store_true", help="first mend what is safe to mend, and say what it was")
    verb.add_argument("--format", choices=("text", "github", "json"), default="text", help="how to print what is found")
    verb.add_argument("--first", nargs="*", default=[], metavar="PATH", help="list these files first (with github)")
    verb = verbs.add_parser("build", help="check, build and verify the site, then put it in the place of the old one")
    verb.add_argument("--out", default="site", help="the folder to build into (site)")
    verb.add_argument("--for-publishing", action="store_true", help="refuse the placeholders of mkdocs.yml")
    verb.add_argument("--without-handouts", dest="handouts", action="store_false", help="make no PDFs, to be quicker")
    verb = verbs.add_parser("serve", help="show the site on this machine, anew after each change")
    verb.add_argument("--address", default="localhost:8000", help="host and port (localhost:8000)")
    verb = verbs.add_parser("handouts", help="make the PDFs of some pages, or of all, to look at")
    verb.add_argument("pages", nargs="*", metavar="PAGE", help="pages such as nations/wales")
    verb.add_argument("--out", default=".", help="the folder in which to make the folder handouts (here)")
    verb = verbs.add_parser("generate", help="write the rendered site as plain Markdown, for another generator")
    verb.add_argument("--out", required=True, help="the folder to write into")
    verb = verbs.add_parser("citations", help="print the citations of some pages")
    verb.add_argument("paths", nargs="+", metavar="PATH", help="pages, or folders of pages")
    verb.add_argument("--format", choices=("json",), default="json", help="how to print them")
    verb = verbs.add_parser("import", help="add sources from another program, or by DOI, to references.bib")
    given = verb.add_mutually_exclusive_group(required=True)
    given.add_argument("file", nargs="?", metavar="FILE", help="RIS, CSL-JSON or BibTeX; - reads what is piped in")
    given.add_argument("--doi", help="ask doi.org about one source, such as 10.1111/hex.14053")
    verb.add_argument("--seen", choices=tuple(READING), default="", help="how much was read (record, if nothing says)")
    verb.add_argument("--keywords", default="", help='kind and nation, such as "peer-reviewed, Wales"')
    verb = verbs.add_parser("format", help="put references.bib in order without changing what it says")
    example = "For example: evidence new case-study --from issue.md"
    verb = verbs.add_parser("new", help="write a new page, with every field that it has to fill", epilog=example)
    kinds = verb.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name in IN_COMMANDS:
        # With the kind as an argument of its own, argparse would take no title behind --from.
        kind = kinds.add_parser(name, help=f"a page of docs/{IN_COMMANDS[name].folder}")
        kind.add_argument("title", nargs="?", default="", help="its title, in quotation marks")
        kind.add_argument("--from", dest="file", metavar="FILE", help="the saved text of an issue form; - reads a pipe")
    verbs.add_parser("form", help="print the issue form for a case study, made from the fields of its page")
    verbs.add_parser("adopt", help="move the new sources that pages bring with them into references.bib")
    verb = verbs.add_parser("links", help="look up every web address, and write a report of what moved or is gone")
    verb.add_argument("--out", default="link-report.md", help="the file to write (link-report.md)")
    verbs.add_parser("rules", help="list the rules and what each asks")
    return parser


if __name__ == "__main__":
    sys.exit(main())
