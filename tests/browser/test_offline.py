"""The site on a reader's device: kept when the reader asks, read and searched without a network, and removed again."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from evidence.settings import read_settings

Serve = Callable[[Path, str], AbstractContextManager[str]]

SCOPE = read_settings(Path(__file__).parents[2]).scope
CASE = "case-studies/swansea-supported-living-tender/"
KEEPING = 60_000
"""Milliseconds that keeping some hundred files may take on a busy machine."""


def keep(page: Page) -> None:
    """Press the button that keeps the site, and wait until it is kept."""
    page.get_by_role("button", name="Keep this site on this device").click()
    expect(page.get_by_text("Kept: the site of")).to_be_visible(timeout=KEEPING)


def cached(page: Page) -> int:
    """Give how many files the browser keeps."""
    return int(
        page.evaluate(
            """async () => {
                const names = await caches.keys();
                const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
                return all.reduce((sum, count) => sum + count, 0);
            }"""
        )
    )


def test_nothing_is_kept_until_the_reader_asks(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}about/offline/")

    expect(page.get_by_text("Not kept yet. It needs 1")).to_be_visible()

    assert cached(page) == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.context.close()


@pytest.mark.parametrize("scope", [SCOPE, "/"], ids=["below a path", "at the root"])
def test_what_is_kept_is_read_and_searched_without_a_network(
    browser: Browser, own_site: Path, serve: Serve, scope: str
) -> None:
    page = browser.new_context().new_page()
    with serve(own_site, scope) as host:
        page.goto(f"{host}{scope}about/offline/")
        keep(page)
        listed = json.loads((own_site / "offline.json").read_text())
        expect(page.get_by_role("status")).to_have_text(
            f"Kept: the site of {listed['date']}, {listed['bytes'] / 1e6:.1f} MB."
        )
        assert cached(page) == len(listed["files"]) + 1

    with pytest.raises(OSError, match="refused"):
        urlopen(host)  # noqa: S310  the server of this test, which has stopped
    page.goto(f"{host}{scope}{CASE}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Citizens set and ran part of a tender: Swansea")
    assert page.locator("h1").evaluate("heading => getComputedStyle(heading).fontFamily").startswith('"Atkinson')
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("advocacy")
    page.get_by_role("dialog").get_by_label("Nation").select_option("Scotland")
    hit = page.locator(".dw-hit a").first
    expect(hit).to_be_visible()
    if scope == SCOPE:  # the addresses of what is found hold the path for which the site was built
        title = hit.inner_text()
        hit.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.context.close()


def test_pages_come_from_the_network_first_and_what_is_kept_can_be_brought_up_to_date(
    browser: Browser, own_site: Path, serve: Serve, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(own_site, site)
    page = browser.new_context().new_page()
    with serve(site, SCOPE) as host:
        page.goto(f"{host}{SCOPE}about/offline/")
        keep(page)
        write_newer(site)

        page.goto(f"{host}{SCOPE}{CASE}")
        expect(page.get_by_role("heading", level=1)).to_have_text("A newer page")

        page.goto(f"{host}{SCOPE}about/offline/")
        expect(page.get_by_role("status")).to_contain_text("There is a newer one, of 24 November 2026.")
        page.get_by_role("button", name="Bring it up to date").click()
        expect(page.get_by_role("status")).to_contain_text("Kept: the site of 24 November 2026", timeout=KEEPING)
        assert page.evaluate("caches.keys().then((names) => names.length)") == 1

    page.goto(f"{host}{SCOPE}{CASE}")
    expect(page.get_by_role("heading", level=1)).to_have_text("A newer page")
    page.context.close()


def test_what_is_kept_can_be_removed(browser: Browser, own_site: Path, serve: Serve) -> None:
    page = browser.new_context().new_page()
    with serve(own_site, SCOPE) as host:
        page.goto(f"{host}{SCOPE}about/offline/")
        keep(page)

        page.get_by_role("button", name="Remove it from this device").click()

        expect(page.get_by_text("Not kept yet.")).to_be_visible()
        assert cached(page) == 0
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{host}{SCOPE}")
    page.context.close()


def test_a_network_that_fails_half_way_leaves_nothing_behind(browser: Browser, own_site: Path, serve: Serve) -> None:
    page = browser.new_context().new_page()
    with serve(own_site, SCOPE) as host:
        page.route("**/nations/wales/", lambda route: route.abort())
        page.goto(f"{host}{SCOPE}about/offline/")
        page.get_by_role("button", name="Keep this site on this device").click()

        expect(page.get_by_text("It could not be kept")).to_be_visible(timeout=KEEPING)
        assert cached(page) == 0

        page.unroute("**/nations/wales/")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("Kept: the site of")).to_be_visible(timeout=KEEPING)
    page.context.close()


def write_newer(site: Path) -> None:
    """Publish a newer version of one page."""
    page = site / CASE / "index.html"
    page.write_text(page.read_text().replace("Citizens set and ran part of a tender: Swansea</h1>", "A newer page</h1>"))
    listed = json.loads((site / "offline.json").read_text())
    listed.update(date="24 November 2026", version="newer")
    (site / "offline.json").write_text(json.dumps(listed))
