"""The policy of the published pages, as Chromium enforces it on each kind of page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evidence.policy import script_hash

OpenPage = Callable[..., Page]

KINDS = {
    "home": "",
    "nation": "nations/scotland/",
    "way to involve": "ways-to-involve/co-production/",
    "area": "commissioning/plan/",
    "case study": "case-studies/swansea-supported-living-tender/",
    "index": "case-studies/",
    "benefit": "benefits/feeling-valued-and-empowered/",
    "barrier": "barriers/bureaucracy/",
    "source": "references/scie2013coproduction/",
    "sources": "references/by-nation/",
    "glossary": "glossary/",
    "guide": "discussion-guide/",
    "contributing": "contributing/rules/unresolved-citation/",
    "fields": "contributing/fields/",
    "form": "contributing/add/",
    "health": "contributing/health/",
    "search": "search/",
    "offline": "about/offline/",
    "lost": "nowhere/at/all/",
}
REFUSED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  refused.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_does_nothing_that_its_policy_refuses(open_page: OpenPage, kind: str) -> None:
    page = open_page()
    page.add_init_script(REFUSED)
    page.goto(f"{page.url}{KINDS[kind]}")
    page.locator(".md-header label:not([hidden])[title]").click()
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("people")
    expect(page.locator(".dw-hit mark").first).to_be_visible()

    assert page.evaluate("refused") == []


def test_what_the_policy_does_not_allow_is_refused(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(REFUSED)
    page.route(address, lambda route: route.fulfill(response=(told := route.fetch()), body=planted(told.text())))

    page.goto(address)

    assert page.evaluate("refused") == ["style-src-elem: inline", "script-src-elem: inline"]
    assert page.evaluate("window.ran") is None
    page.evaluate("fetch('https://example.com/').catch(() => {})")
    page.wait_for_timeout(100)
    assert page.evaluate("refused.at(-1)") == "connect-src: https://example.com/"
    context.close()


def planted(html: str) -> str:
    """Give a page into which somebody has put a style and a script."""
    return html.replace("</head>", "<style>h1 { color: red }</style><script>window.ran = 1</script></head>")


def test_every_page_has_one_policy_that_names_three_scripts(own_site: Path) -> None:
    policies = {
        re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', path.read_text())[0]
        for path in own_site.rglob("*.html")
    }

    assert len(policies) == 1
    (policy,) = policies
    assert "unsafe-inline" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", (own_site / "index.html").read_text(), re.DOTALL)
    assert sorted(re.findall(r"'sha256-[^']*'", policy)) == sorted(map(script_hash, scripts))
    assert len(scripts) == 3
