"""What the Markdown reader makes of a page, for the few pages whose code could hide something from our own reading."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from markdown import Markdown

# As in mkdocs.yml, with those that MkDocs adds by itself; a test compares the two.
EXTENSIONS = (
    "toc",
    "tables",
    "fenced_code",
    "admonition",
    "attr_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
CONFIGS: dict[str, dict[str, bool | str]] = {
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": True, "permalink_title": "Link to this heading"},
    "pymdownx.tabbed": {"alternate_style": True},
}

SAFE_SCHEMES = ("", "http", "https", "mailto", "tel")
SAFE_TAGS = re.compile(
    r"a|abbr|blockquote|br|code|details|div|em|h[1-6]|hr|img|input|label|li|ol|p|pre|q|span|strong"
    r"|sub|summary|sup|table|tbody|td|th|thead|tr|ul|wbr"
)
SAFE_ATTRIBUTES = re.compile(r"align|alt|checked|class|data-tabs|for|href|id|lang|name|open|rel|src|start|title|type")
COMMENT = re.compile(r"<!--[^<>]*-->")
TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
ATTRIBUTE = re.compile(r"(?P<name>[a-z-]+)(?:=\"(?P<value>[^\"]*)\")?")
SCHEME = re.compile(r"[\s\x00-\x20]*([^/?#:]*):")


def not_safe(*texts: str) -> Iterator[str]:
    """Render texts, plain and boxed as the build may do; give each piece of HTML that is not known to be safe."""
    boxed = (f'<div markdown="1">\n\n{text}\n\n</div>' for text in texts)
    html = "".join(_reader().reset().convert(text) for text in (*texts, *boxed))
    at = 0
    while (at := html.find("<", at)) >= 0:
        found = COMMENT.match(html, at) or TAG.match(html, at)
        if not found or (found.re is TAG and not _is_safe(found)):
            yield html[at : html.find(">", at) + 1] or html[at:]
        at = found.end() if found else at + 1


@cache
def _reader() -> Markdown:
    return Markdown(extensions=EXTENSIONS, extension_configs=CONFIGS)


def _is_safe(tag: re.Match[str]) -> bool:
    if not SAFE_TAGS.fullmatch(tag["name"]):
        return False
    for attribute in ATTRIBUTE.finditer(tag["attributes"]):
        if not SAFE_ATTRIBUTES.fullmatch(attribute["name"]):
            return False
        if attribute["name"] in ("href", "src"):
            scheme = SCHEME.match(unescape(attribute["value"] or ""))
            if scheme and scheme[1].lower() not in SAFE_SCHEMES:
                return False
    return True
