"""The only file that knows MkDocs: it hands each of MkDocs's events on to our own code."""

import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from evidence import bibliography
from evidence.content import Site, read_site
from evidence.generate import front_matter, generated_page, generated_uris
from evidence.problem import Problem
from evidence.render import Rendered, Renderer
from evidence.rules import check

THEME = Path(__file__).parent / "theme"
TEMPLATES = Path(__file__).parent / "templates"


class EvidencePlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Gives MkDocs our pages, rendered. `site` is the checked site of a build; a preview reads its own each time."""

    site: Site | None = None
    preview = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path or ".").parent
        site = self.site if self.site and not self.preview else read_site(root)
        self.problems: dict[str, list[Problem]] = {}
        for problem in () if site is self.site else check(site):
            self.problems.setdefault(problem.path, []).append(problem)
        if self.problems and not self.preview:
            raise PluginError("The pages have problems. See them with: evidence check")
        for problem in [problem for found in self.problems.values() for problem in found]:
            logging.getLogger("mkdocs.plugins.evidence").error("%s", problem)
        self.renderer = Renderer(site)
        self.rendered: dict[str, Rendered] = {}
        config.watch += [str(root / bibliography.PATH), str(THEME), str(TEMPLATES)]
        config.theme.dirs.insert(0, str(THEME))
        config.extra["scope"] = site.settings.scope
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        for file in list(files.documentation_pages()):
            if file.src_uri not in self.renderer.site.by_uri:
                files.remove(file)
        for uri in generated_uris(self.renderer.site):
            if uri not in files.src_uris:
                files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_page_read_source(self, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        uri = page.file.src_uri
        ours = self.renderer.site.by_uri.get(uri)
        rendered = self.renderer.page(ours, self._problems(ours.source.path)) if ours else generated_page(self.renderer, uri)
        self.rendered[uri] = rendered._replace(text="")
        return front_matter(rendered) + rendered.text

    def on_page_context(self, context: TemplateContext, page: MkDocsPage, **_: Any) -> TemplateContext:
        rendered = self.rendered.pop(page.file.src_uri)
        page.update_date = rendered.checked or self.renderer.site.checked
        settings = self.renderer.site.settings
        return TemplateContext(**context, rendered=rendered, correction=settings.correction(rendered.title, page.canonical_url or ""))  # type: ignore[typeddict-unknown-key]

    def on_env(self, env: Any, **_: Any) -> None:
        env.globals["settings"] = self.renderer.site.settings

    def _problems(self, path: str) -> list[Problem]:
        return [*self.problems.get(path, ()), *(self.problems.get(bibliography.PATH, ()) if path == "docs/index.md" else ())]


def build_html(root: Path, site: Site, out: Path) -> str:
    """Let MkDocs build a checked site into a folder; give what it complained of, or nothing."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(site.checked).replace(tzinfo=UTC).timestamp()))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(out), strict=True)
    plugin = config.plugins["evidence"]
    assert isinstance(plugin, EvidencePlugin)
    plugin.site = site
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    except MkDocsException as error:
        return str(error)
    finally:
        config.plugins.on_shutdown()
    return ""


def serve(root: Path, address: str) -> None:
    """Show the site on this machine, anew after each change, until it is stopped."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=address, livereload=True)
