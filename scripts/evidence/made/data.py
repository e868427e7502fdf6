"""The page about the open data: what each file and each column holds, made from the declaration of the tables."""

from evidence.addresses import DATA, LIBRARY, relative_url, url_of
from evidence.exports.open_data import LICENCE, open_data
from evidence.exports.tables import TABLES
from evidence.render import Rendered, Renderer


def data_page(renderer: Renderer) -> Rendered:
    """List the tables with their columns, and the whole library."""
    title = "Data to take away"
    summary = (
        "All that this site holds, as files for spreadsheets, reference managers and programs. "
        "Use them for what you like, and say where they come from."
    )
    data = open_data(renderer)
    tail = renderer.html(
        "data.html",
        DATA,
        tables=[(table, len(data.rows[table.name])) for table in TABLES],
        types={"string": "words", "integer": "a whole number", "array": "a list"},
        version=data.version,
        licence=LICENCE,
        library=relative_url(LIBRARY, url_of(DATA)),
        count=len(renderer.site.library.references),
    )
    return Rendered(DATA, title, summary, renderer.head(DATA, title, summary), "", tail)
