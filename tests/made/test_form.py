"""The forms that add pages, held to the declaration from which they are made."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from evidence import harvard
from evidence.addresses import FORM_DATA, FORMS, url_of
from evidence.content import Site
from evidence.exports.form import form_data
from evidence.made.form import form_page
from evidence.new_page import body_of
from evidence.page_types import IN_COMMANDS, Presence
from evidence.read import read_site
from evidence.render import Renderer
from evidence.rules.messages import Message
from evidence.settings import Settings

SiteOf = Callable[[Mapping[str, str], str], Site]

ROOT = Path(__file__).parents[2]
MADE_BY_THE_FORM = ("changes",)
"""The fields that have to be filled and that the form fills itself."""

every_form = pytest.mark.parametrize("name", FORMS)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """Give the project's own pages and library."""
    return Renderer(read_site(ROOT))


def form(renderer: Renderer, name: str) -> html.HtmlElement:
    return html.fragment_fromstring(form_page(name)(renderer).tail)


@every_form
def test_a_form_asks_for_every_field_that_a_page_needs(renderer: Renderer, name: str) -> None:
    needed = [field.name for field in IN_COMMANDS[name].fields if field.presence is not Presence.OPTIONAL]

    asked = dict.fromkeys(form(renderer, name).xpath("./form//*[starts-with(@id, 'f-')]/@name"))

    assert sorted(asked) == sorted(needed)


@every_form
def test_a_form_asks_for_the_parts_that_the_template_of_the_folder_has(renderer: Renderer, name: str) -> None:
    page_type = IN_COMMANDS[name]
    template = (ROOT / "docs" / page_type.folder / "_template.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in body_of(template).splitlines() if line.startswith("## ")]

    assert [section.heading for section in page_type.sections] == headings
    assert form(renderer, name).xpath("./form//textarea[starts-with(@name, 'section ')]/@name") == [
        f"section {heading}" for heading in headings
    ]
    assert headings[-1] == page_type.gaps


def test_a_form_offers_the_values_of_the_declaration_and_the_pages_of_the_site(renderer: Renderer) -> None:
    tree, site = form(renderer, "case-study"), renderer.site

    def offered(name: str) -> list[str]:
        return tree.xpath(f"./form//input[@name='{name}']/@value")  # type: ignore[no-any-return]  # of attributes

    assert offered("nations") == [*(page.slug for page in site.in_folder("nations")), "all-island"]
    assert offered("barriers") == [page.slug for page in site.in_folder("barriers")]
    assert offered("planned_by") == ["professionals", "partnership", "communities"]


@every_form
def test_every_question_has_a_label_and_a_place_for_what_is_wrong(renderer: Renderer, name: str) -> None:
    tree = form(renderer, name)
    ids = tree.xpath("//@id")

    assert len(ids) == len({*ids})
    for control in tree.xpath("./form//input | ./form//textarea | ./form//select"):
        assert control.xpath("ancestor::label") or tree.xpath(f"//label[@for='{control.get('id')}']"), control.get("id")
    for described in tree.xpath("//@aria-describedby"):
        assert {*described.split()} <= {*ids}


def test_forms_lead_to_one_another(renderer: Renderer) -> None:
    for name in FORMS:
        ways = form(renderer, name).xpath("./form//ul[@class='dw-forms']//a/@href")
        assert [way.rpartition("contributing/")[2] for way in ways] == [
            url_of(uri).removeprefix("contributing/") for uri in FORMS.values()
        ]


def test_without_a_repository_a_form_hands_over_the_file_and_no_address(site_of: SiteOf) -> None:
    tree = form(Renderer(site_of({}, "")), "case-study")

    assert tree.xpath("//*[@id='download']")
    assert not tree.xpath("//*[@id='send'] | //*[@id='send-long']")


@pytest.mark.parametrize(
    ("settings", "way"),
    [
        (
            Settings(repository="https://code.example.org/a", contact="a@example.org"),
            "https://code.example.org/a/issues",
        ),
        (Settings(contact="a@example.org"), "mailto:a@example.org"),
    ],
)
def test_who_would_rather_tell_us_finds_the_way_below_the_form(site_of: SiteOf, settings: Settings, way: str) -> None:
    tree = form(Renderer(replace(site_of({}, ""), settings=settings)), "case-study")

    (link,) = tree.xpath("./section[h2/@id='without']//a[.='Tell us about a case study']")
    assert link.get("href").startswith(way)


def test_the_data_of_the_forms_holds_the_declaration_the_messages_and_every_source(renderer: Renderer) -> None:
    data, site = json.loads(form_data(renderer)), renderer.site

    for name in FORMS:
        page_type = IN_COMMANDS[name]
        assert [field["name"] for field in data["types"][name]["fields"]] == [field.name for field in page_type.fields]
        assert data["types"][name]["unsourced"] == list(page_type.unsourced)
    assert data["messages"] == {message.name: message.value for message in Message}
    assert [*data["sources"]] == [*site.library.references]
    for key, source in data["sources"].items():
        entry = harvard.entry(site.library.references[key], site.labels[key])
        assert (source["who"], source["year"], source["shown"]) == (entry.who, entry.year, entry.title)
        assert source.get("details", "") == entry.details
    assert data["titles"]["wales"] == "docs/nations/wales.md"


def test_each_form_finds_its_data(renderer: Renderer) -> None:
    assert {form(renderer, name).find("form").get("data-from") for name in FORMS} == {"form.json", "../form.json"}
    assert FORM_DATA == "contributing/add/form.json"
