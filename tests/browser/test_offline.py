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
WALES = "nations/wales/"
KEEPING = 20_000
"""Milliseconds that keeping some dozen files may take on a busy machine."""


def keep(page: Page, address: str) -> None:
    """Press the button that keeps the site which stands at an address, and wait until it is kept."""
    page.goto(f"{address}about/offline/")
    page.get_by_role("button", name="Keep this site on this device").click()
    expect(page.get_by_text("Kept: the site of")).to_be_visible(timeout=KEEPING)


def cached(page: Page) -> int:
    """Give how many files the browser keeps."""
    return int(
        page.evaluate(
            """async () => {
                const names = await caches.keys();
                const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
                return keys.flat().length;
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
    browser: Browser, small_site: Path, serve: Serve, scope: str
) -> None:
    page = browser.new_context().new_page()
    listed = json.loads((small_site / "offline.json").read_text())
    with serve(small_site, scope) as host:
        keep(page, f"{host}{scope}")
        size = f"{listed['bytes'] / 1e6:.1f} MB"
        expect(page.get_by_role("status")).to_have_text(f"Kept: the site of {listed['date']}, {size}.")
        assert cached(page) == len(listed["files"]) + 1

    with pytest.raises(OSError, match="refused"):
        urlopen(host)  # noqa: S310  the server of this test, which has stopped
    page.goto(f"{host}{scope}")
    page.get_by_role("link", name="Wales").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wales")
    assert page.locator("h1").evaluate("heading => getComputedStyle(heading).fontFamily").startswith('"Atkinson')
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("Kind of page").select_option("Source")
    dialog.get_by_role("searchbox").fill("listening")
    hit = dialog.get_by_role("link", name="A work about listening")
    expect(hit).to_have_attribute("href", f"{scope}references/author2020work/")
    hit.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A work about listening")
    page.context.close()


@pytest.fixture
def site(small_site: Path, tmp_path: Path) -> Path:
    """Give a copy of the small site, with files so new that no browser takes its own copy for fresh."""
    return Path(shutil.copytree(small_site, tmp_path / "site", copy_function=shutil.copy))


def test_pages_come_from_the_network_first_and_what_is_kept_can_be_brought_up_to_date(
    browser: Browser, site: Path, serve: Serve
) -> None:
    page = browser.new_context().new_page()
    with serve(site, SCOPE) as host:
        keep(page, f"{host}{SCOPE}")
        write_newer(site)

        page.goto(f"{host}{SCOPE}{WALES}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Cymru")

        page.goto(f"{host}{SCOPE}about/offline/")
        expect(page.get_by_role("status")).to_contain_text("There is a newer one, of 24 November 2026.")
        page.get_by_role("button", name="Bring it up to date").click()
        expect(page.get_by_role("status")).to_contain_text("Kept: the site of 24 November 2026", timeout=KEEPING)
        assert page.evaluate("caches.keys().then((names) => names.length)") == 1

    page.goto(f"{host}{SCOPE}{WALES}?cold")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cymru")
    page.context.close()


def test_what_is_not_kept_is_said_and_what_a_host_lost_is_shown_as_it_was(
    browser: Browser, site: Path, serve: Serve
) -> None:
    page = browser.new_context().new_page()
    with serve(site, SCOPE) as host:
        keep(page, f"{host}{SCOPE}")
        shutil.rmtree(site / WALES)
        page.goto(f"{host}{SCOPE}{WALES}?lost")
        expect(page.get_by_role("heading", level=1)).to_have_text("Wales")
        page.goto(f"{host}{SCOPE}nowhere/at/all/")
        expect(page.get_by_role("heading", level=1)).to_have_text("There is a rung missing here.")
        expect(page.get_by_text("is not kept on this device")).to_have_count(0)

    page.goto(f"{host}{SCOPE}nowhere/at/all/?again")
    expect(page.get_by_role("heading", name="What you asked for is not kept on this device")).to_be_visible()
    expect(page.get_by_text("Kept: the site of")).to_be_visible()
    page.get_by_role("link", name="start at the home page").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="not kept")).to_have_count(0)
    page.context.close()


def test_what_is_kept_can_be_removed(browser: Browser, site: Path, serve: Serve) -> None:
    page = browser.new_context().new_page()
    with serve(site, SCOPE) as host:
        keep(page, f"{host}{SCOPE}")

        page.get_by_role("button", name="Remove it from this device").click()

        expect(page.get_by_text("Not kept yet.")).to_be_visible()
        assert cached(page) == 0
    with pytest.raises(Error, match="ERR_"):
        page.goto(f"{host}{SCOPE}?cold")
    page.context.close()


def test_what_fails_half_way_leaves_nothing_behind(browser: Browser, site: Path, serve: Serve) -> None:
    page = browser.new_context().new_page()
    (site / WALES).rename(site / "away")
    with serve(site, SCOPE) as host:
        page.goto(f"{host}{SCOPE}about/offline/")
        page.get_by_role("button", name="Keep this site on this device").click()

        expect(page.get_by_text("It could not be kept")).to_be_visible(timeout=KEEPING)
        assert cached(page) == 0

        (site / "away").rename(site / WALES)
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("Kept: the site of")).to_be_visible(timeout=KEEPING)
    page.context.close()


@pytest.mark.parametrize("first", ["Keep this site on this device", "Remove it from this device"])
def test_a_reader_who_left_in_the_middle_can_keep_it_and_remove_it(
    browser: Browser, site: Path, serve: Serve, first: str
) -> None:
    page = browser.new_context().new_page()
    with serve(site, SCOPE) as host:
        page.route(f"{host}{SCOPE}{WALES}", lambda _: None)  # an answer that does not come
        page.goto(f"{host}{SCOPE}about/offline/")
        page.get_by_role("button", name="Keep this site on this device").click()
        page.wait_for_function("navigator.storage.estimate().then(({ usageDetails }) => usageDetails.caches > 100_000)")
        page.goto(f"{host}{SCOPE}about/")
        page.unroute_all()

        page.go_back()
        expect(page.get_by_role("status")).to_contain_text("Only a part is kept")
        page.get_by_role("button", name=first).click()
        if first.startswith("Keep"):
            expect(page.get_by_text("Kept: the site of")).to_be_visible(timeout=KEEPING)
            page.get_by_role("button", name="Remove it from this device").click()
        expect(page.get_by_text("Not kept yet.")).to_be_visible()
        assert cached(page) == 0
    page.context.close()


def write_newer(site: Path) -> None:
    """Publish a newer version of one page."""
    page = site / WALES / "index.html"
    page.write_text(page.read_text().replace("<h1>Wales</h1>", "<h1>Cymru</h1>"))
    listed = json.loads((site / "offline.json").read_text())
    listed.update(date="24 November 2026", version="newer")
    (site / "offline.json").write_text(json.dumps(listed))
