"""The only file that knows MkDocs: it hands each of MkDocs's events on to our own code."""

import os
from collections.abc import Callable
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from evidence.logged import warnings_of
from evidence.pages import NotBuiltError, Pages
from evidence.project import examine
from evidence.report import lines

HERE = Path(__file__).parent


class EvidencePlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]  # we have no settings to type
    """Gives MkDocs our pages, rendered. Our own commands hand them over; plain `mkdocs build` has them read here."""

    given: Pages | None = None
    pages: Pages

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our pages and our theme."""
        if not self.given:
            site, problems = examine(Path(config.config_file_path).parent)
            if problems:
                raise PluginError("\n".join(("The pages have problems:", *lines(problems))))
            self.given = Pages(site)
        self.pages = self.given
        config.theme.dirs.insert(0, str(HERE / "theme"))
        config.extra.update(self.pages.extra)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Name the pages that are made from data, and leave out what nobody is to read."""
        for file in list(files):
            if not self.pages.publishes(file.src_uri, ours=file.src_dir == config.docs_dir):
                files.remove(file)
        for uri in sorted(self.pages.made):
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_page_read_source(self, page: Page, **_: object) -> str:
        """Give a page's text, with its citations as links."""
        return self.pages.text(page.file.src_uri)

    def on_page_content(self, html: str, page: Page, **_: object) -> str:
        """Finish a page that has become HTML. Its Markdown has done its work, and there may be thousands."""
        page.markdown = ""
        return self.pages.filled(page.file.src_uri, html)

    def on_page_context(self, context: TemplateContext, page: Page, **_: object) -> TemplateContext:
        """Hand over what stands around a page's text."""
        around = self.pages.around(page.file.src_uri, page.canonical_url or "")
        page.update_date = around["rendered"].checked or self.pages.site.checked
        return TemplateContext(**context, **around)  # type: ignore[typeddict-unknown-key]  # our own names


def build_html(root: Path, pages: Pages, out: Path, preview: str = "") -> str:
    """Let MkDocs build pages into a folder, for publishing or to be seen at an address; give what it warns of."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints a notice about itself on every run
    with warnings_of("mkdocs") as said:
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(out))
            ours = [plugin for plugin in config.plugins.values() if isinstance(plugin, EvidencePlugin)]
            if len(ours) != 1:
                raise NotBuiltError("mkdocs.yml does not name our plugin once. Put it right:\nplugins:\n  - evidence")
            ours[0].given = pages
            config.site_url = preview or config.site_url
            config.plugins.on_startup(command="serve" if preview else "build", dirty=False)
            mkdocs_build.build(config, serve_url=preview or None)
            config.plugins.on_shutdown()
        except MkDocsException as error:
            raise NotBuiltError("\n".join((*said, str(error)))) from None
    return "\n".join(said)


def watch(root: Path, folder: Path, host: str, port: int, scope: str, build: Callable[[], None]) -> None:
    """Show a folder, and build it anew after each change to what it is made from, until stopped."""
    server = LiveReloadServer(build, host, port, str(folder), scope)
    server.error_handler = lambda code: page.read_bytes() if (page := folder / f"{code}.html").is_file() else None
    for watched in (root / "docs", HERE / "theme", HERE / "templates"):
        server.watch(str(watched))
    server.watch(str(root), recursive=False)  # references.bib and mkdocs.yml, also when they come and go
    try:
        server.serve()  # type: ignore[no-untyped-call]  # it has no types
    finally:
        server.shutdown()
