"""The policy that published pages carry: which scripts it allows, and where it stands."""

from pathlib import Path

from evidence.built import read_page
from evidence.policy import policy, put_policy, script_hash

HELLO = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
"""The example of the standard: the script alert('Hello, world.'); (W3C, Content Security Policy Level 3)."""
PAGE = '<!doctype html><html><head>\n<meta charset="utf-8">\n<title>T</title></head><body>{}</body></html>'


def test_a_script_has_the_hash_of_the_standard() -> None:
    assert script_hash("alert('Hello, world.');") == HELLO


def test_a_policy_allows_nothing_but_the_sites_own_files_and_these_scripts() -> None:
    assert policy(["alert('Hello, world.');", "alert('Hello, world.');"]) == (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {HELLO}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'"
    )


def test_the_scripts_of_the_theme_are_allowed_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "404.html").write_text(PAGE.format("<script>of the theme</script>"))
    (tmp_path / "below" / "index.html").write_text(PAGE.format("<script>of a page</script>"))

    put_policy(tmp_path)

    for path in ("404.html", "below/index.html"):
        page = read_page(path, (tmp_path / path).read_bytes())
        assert page.policy == policy(["of the theme"])
        assert (tmp_path / path).read_text().index("Content-Security-Policy") < 120
