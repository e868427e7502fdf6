"""What a link is on paper: which of them bear their address, and which address."""

import pytest

from evidence.on_paper import spelt_out

PAGE = '<a href="../">Header</a><div id="main">{}</div><footer><a href="../about/">About</a></footer>'
WALES = '<a href="../nations/wales/">Wales</a>'
SPELT = '<a href="../nations/wales/" data-address="example.org/doing-with/nations/wales/">Wales</a>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    {
        WALES: SPELT,
        f"<p>{WALES}</p><li>{WALES}</li>": f"<p>{SPELT}</p><li>{WALES}</li>",
        f'<nav class="dw-crumbs" aria-label="a">{WALES}</nav>{WALES}': (
            f'<nav class="dw-crumbs" aria-label="a">{WALES}</nav>{SPELT}'
        ),
        f'<p class="dw-small dw-noprint">{WALES}</p>{WALES}': f'<p class="dw-small dw-noprint">{WALES}</p>{SPELT}',
        f'<table class="dw-grid3 dw-view"><td>{WALES}</td></table>\n{WALES}': (
            f'<table class="dw-grid3 dw-view"><td>{WALES}</td></table>\n{SPELT}'
        ),
        '<a href="../b/#d4">B</a>': '<a href="../b/#d4" data-address="example.org/doing-with/b/#d4">B</a>',
        '<a href="#src-a">A</a>': '<a href="#src-a">A</a>',
        '<a href="https://www.gov.wales/">A</a>': '<a href="https://www.gov.wales/">A</a>',
        '<a href="mailto:a@b.uk">A</a>': '<a href="mailto:a@b.uk">A</a>',
    }.items(),
)
def test_the_first_link_to_a_page_in_what_is_read_bears_its_address(typed: str, shown: str) -> None:
    assert spelt_out(PAGE.format(typed), "https://example.org/doing-with/a/index.html") == PAGE.format(shown)
