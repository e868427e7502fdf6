"""A page of ours as a source that others cite: who publishes it, when it was last checked, and where it is."""

from evidence import harvard
from evidence.addresses import EXPLORER, GAP_MAPS, url_of
from evidence.content import Page, Site
from evidence.csl import Item, date_of
from evidence.kinds import NATIONS
from evidence.page_types import CASES

VIEWS = {
    EXPLORER: "Find a case study",
    **{uri: f"Gap map: {NATIONS[nation]}" for nation, uri in GAP_MAPS.items() if nation},
    GAP_MAPS[""]: "What we hold, and what nobody has told us yet",
}
"""The pages made of all case studies that can be cited, by their URI, with their titles."""


def is_citable(site: Site, page: Page) -> bool:
    """Say whether a page can be cited: it holds evidence or cites sources itself, and the site has a name."""
    return bool(publisher_of(site)) and (page.page_type.evidence or any(True for _ in page.items()))


def page_entry(site: Site, page: Page) -> harvard.Entry:
    """Give a page's own reference, Harvard style. The day on which it was read is the reader's to add."""
    return _entry(site, page.uri, page.title, page.text("checked"))


def page_item(site: Site, page: Page) -> Item:
    """Give a page as a CSL-JSON item, dated by the day on which it was last checked."""
    return _item(site, page.uri, page.title, page.text("checked"))


def view_checked(site: Site) -> str:
    """Give the newest day on which a case study was checked; empty if none was."""
    return max((page.text("checked") for page in site.in_folder(CASES.folder)), default="")


def view_entry(site: Site, uri: str) -> harvard.Entry:
    """Give the reference of one of the views, Harvard style."""
    return _entry(site, uri, VIEWS[uri], view_checked(site))


def view_item(site: Site, uri: str) -> Item:
    """Give one of the views as a CSL-JSON item, dated by the newest check of a case study."""
    return _item(site, uri, VIEWS[uri], view_checked(site))


def publisher_of(site: Site) -> str:
    """Give who publishes the site, or its name while nobody is set."""
    return site.settings.publisher or site.settings.site_name


def full_address(site: Site, uri: str) -> str:
    """Give the whole web address of a page's file; empty while the publisher has set none."""
    return f"{site.settings.site_url}{url_of(uri)}" if site.settings.site_url else ""


def _entry(site: Site, uri: str, title: str, checked: str) -> harvard.Entry:
    details = site.settings.site_name
    if checked:
        details += f", last checked {harvard.date_in_words(checked)}"
    return harvard.Entry(publisher_of(site), (checked or site.checked)[:4], title, details, full_address(site, uri), "")


def _item(site: Site, uri: str, title: str, checked: str) -> Item:
    item: Item = {
        "id": f"doing-with-{uri.removesuffix('.md').removesuffix('/index').replace('/', '-')}",
        "type": "webpage",
        "title": title,
        "author": [{"literal": publisher_of(site)}],
        "container-title": site.settings.site_name,
    }
    if issued := date_of(checked or site.checked):
        item["issued"] = issued
    if checked:
        item["note"] = f"Last checked {harvard.date_in_words(checked)}"
    if address := full_address(site, uri):
        item["URL"] = address
    return item
