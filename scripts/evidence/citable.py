"""A page of ours as a source that others cite: who publishes it, when it was last checked, and where it is."""

from evidence import harvard
from evidence.addresses import url_of
from evidence.content import Page, Site
from evidence.csl import Item, date_of


def is_citable(site: Site, page: Page) -> bool:
    """Say whether a page can be cited: it holds evidence or cites sources itself, and the site has a name."""
    return bool(publisher_of(site)) and (page.page_type.evidence or any(True for _ in page.items()))


def page_entry(site: Site, page: Page) -> harvard.Entry:
    """Give a page's own reference, Harvard style. The day on which it was read is the reader's to add."""
    checked = page.text("checked")
    details = site.settings.site_name
    if checked:
        details += f", last checked {harvard.date_in_words(checked)}"
    return harvard.Entry(
        publisher_of(site), (checked or site.checked)[:4], page.title, details, full_address(site, page.uri), ""
    )


def page_item(site: Site, page: Page) -> Item:
    """Give a page as a CSL-JSON item, dated by the day on which it was last checked."""
    checked = page.text("checked") or site.checked
    item: Item = {
        "id": f"doing-with-{page.uri.removesuffix('.md').removesuffix('/index').replace('/', '-')}",
        "type": "webpage",
        "title": page.title,
        "author": [{"literal": publisher_of(site)}],
        "container-title": site.settings.site_name,
    }
    if issued := date_of(checked):
        item["issued"] = issued
    if page.text("checked"):
        item["note"] = f"Last checked {harvard.date_in_words(checked)}"
    if address := full_address(site, page.uri):
        item["URL"] = address
    return item


def publisher_of(site: Site) -> str:
    """Give who publishes the site, or its name while nobody is set."""
    return site.settings.publisher or site.settings.site_name


def full_address(site: Site, uri: str) -> str:
    """Give the whole web address of a page's file; empty while the publisher has set none."""
    return f"{site.settings.site_url}{url_of(uri)}" if site.settings.site_url else ""
