"""The issue form: it asks for what the declaration says, and its saved text becomes a page."""

from pathlib import Path

import pytest
import yaml

from evidence.content import Site
from evidence.issue_form import BEFORE, PATH, SOURCES, Told, asked, issue_form, on_offer, read_issue
from evidence.page_types import CASES, Presence, Shape
from evidence.read import read_site

ROOT = Path(__file__).parents[1]
TEMPLATE = (ROOT / "docs" / "case-studies" / "_template.md").read_text(encoding="utf-8")
FORM = (ROOT / PATH).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


def questions() -> dict[str, dict[str, object]]:
    body = yaml.safe_load(FORM)["body"]
    return {question["attributes"]["label"]: question for question in body if question["type"] != "markdown"}


def test_the_form_is_made_from_the_declaration() -> None:
    """It may lack a page that was added since: whoever adds a benefit need not touch it."""
    offered = {
        field.name: dict.fromkeys(questions()[field.label]["attributes"].get("options", ()), "")  # type: ignore[attr-defined]
        for field in asked()
    }

    assert issue_form(offered, TEMPLATE) == FORM, "Make it again: evidence form > .github/ISSUE_TEMPLATE/case-study.yml"


def test_the_form_offers_nothing_that_the_site_does_not_have(site: Site) -> None:
    for field in asked():
        if field.name in on_offer(site):
            offered = questions()[field.label]["attributes"]["options"]  # type: ignore[index]
            assert set(offered) <= set(on_offer(site)[field.name]), f"The form offers too much for {field.name}."


def test_the_form_asks_for_each_field_that_a_person_can_answer() -> None:
    of_keepers = (Shape.DATE, Shape.CHANGES, Shape.ADDRESSES)

    assert [field.name for field in CASES.fields if field not in asked()] == [
        field.name for field in CASES.fields if field.shape in of_keepers
    ]
    assert {label for label, question in questions().items() if question.get("validations", {}).get("required")} == {  # type: ignore[attr-defined]
        *(field.label for field in asked() if field.presence is Presence.FILLED),
        SOURCES,
    }


def test_no_two_questions_have_the_same_name() -> None:
    labels = [question["attributes"].get("label") for question in yaml.safe_load(FORM)["body"]]

    assert len(set(labels)) == len(labels)
    assert BEFORE in labels


SAVED = """### Title

Carers chose: Powys

### Summary

Carers chose
the questions.

### Nation

Wales, The whole island of Ireland

### Led by

Powys "Council"

### When

_No response_

### Ways to involve

Co-design, Co-producing commissioning

### Planned by

Partnership

### Benefits

Satisfaction with services, and awareness of them, Employability

### What was done

- First this.

### Then that

- Then that.

### What changed

_No response_

### Your sources

Powys, 2023, https://example.org/a

Another: one

### Before you send this

- [X] I have not named anybody who has not agreed to be named.
"""


def test_the_saved_text_of_a_form_is_read(site: Site) -> None:
    told = read_issue(SAVED, on_offer(site), TEMPLATE)

    assert told.title == "Carers chose: Powys"
    assert told.values == {
        "title": ' "Carers chose: Powys"',
        "summary": ' "Carers chose the questions."',
        "nations": " [wales, all-island]",
        "lead_organisation": ' "Powys \\"Council\\""',
        "ways_to_involve": "\n  co-design: our reading\n  co-producing-commissioning: our reading",
        "planned_by": "\n  partnership: our reading",
        "benefits": "\n  employability: our reading\n  satisfaction-and-awareness: our reading",
    }
    assert told.body == "## What was done\n\n- First this.\n\n### Then that\n\n- Then that."
    assert told.sources == "Powys, 2023, https://example.org/a\n\nAnother: one"


@pytest.mark.parametrize("words", ["What changed", "Who took part, and how", "Your sources", "Summary"])
def test_a_heading_within_an_answer_is_no_question_though_it_has_the_words_of_one(site: Site, words: str) -> None:
    """GitHub saves every question, so that the real one follows or came before."""
    whole = SAVED.replace("### What changed", "### Who took part, and how\n\nCarers did.\n\n### What changed")
    told = read_issue(whole, on_offer(site), TEMPLATE)

    assert read_issue(whole.replace("### Then that", f"### {words}"), on_offer(site), TEMPLATE) == told._replace(
        body=told.body.replace("### Then that", f"### {words}")
    )


def test_an_answer_that_begins_with_its_question_is_read(site: Site) -> None:
    twice = SAVED.replace("### What was done\n", "### What was done\n\n### What was done\n")

    assert read_issue(twice, on_offer(site), TEMPLATE) == read_issue(SAVED, on_offer(site), TEMPLATE)


def test_nothing_that_was_written_is_lost(site: Site) -> None:
    more = f"Dear all,\n\n{SAVED}\nWrite to me.\n".replace("Wales, The", "Wales, Narnia, The")
    told = read_issue(
        more.replace("### Planned by\n\nPartnership", "### Planned by\n\nAll of us"), on_offer(site), TEMPLATE
    )
    plain = read_issue(SAVED, on_offer(site), TEMPLATE)

    assert plain.besides == ""
    assert told.besides == "Dear all,\nWrite to me.\nNation: Narnia\nPlanned by: All of us"
    assert told == plain._replace(values={**plain.values, "planned_by": ""}, besides=told.besides)


def test_a_text_without_answers_tells_nothing(site: Site) -> None:
    assert read_issue("Dear all,\n", on_offer(site), TEMPLATE) == Told("", {}, "", "")
