"""The page that explains every field, made from the declaration that the check uses."""

from evidence.addresses import FIELDS
from evidence.page_types import GROUNDED, PAGE_TYPES, PLAIN
from evidence.render import Rendered, Renderer


def fields_page(renderer: Renderer) -> Rendered:
    """List the fields of each page type: what to write in them, and an example."""
    title = "Every field explained"
    summary = (
        "What goes into the box at the top of a page, for each kind of page. "
        "Made from the same list that the checks use."
    )
    head = renderer.head(FIELDS, title, summary, crumbs=[("contributing/", "Contributing")])
    page_types = [*PAGE_TYPES, PLAIN]
    grounded = [field.name for page_type in page_types for field in page_type.fields if field.shape in GROUNDED]
    tail = renderer.html("fields.html", FIELDS, page_types=page_types, grounded=list(dict.fromkeys(grounded)))
    return Rendered(FIELDS, title, summary, head, "", tail)
