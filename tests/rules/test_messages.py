"""The table of messages that the rules and the form share."""

import re
from pathlib import Path
from string import Formatter

import pytest

from evidence.rules import RULES, name_of
from evidence.rules.messages import Message

ROOT = Path(__file__).parents[2]
FIELDS = frozenset(
    (
        "field",
        "value",
        "path",
        "title",
        "key",
        "near",
        "authors",
        "year",
        "words",
        "what",
        "name",
        "doi",
        "url",
        "sign",
        "signed",
        "tags",
    )
)


@pytest.mark.parametrize("message", Message, ids=lambda message: message.name)
def test_a_message_is_used_by_a_rule_and_by_the_form(message: Message) -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts" / "evidence" / "rules").glob("*.py"))
    form = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "assets" / "form").glob("*.js"))
    base = message.name.removesuffix("_HINT")  # both may find a hint by the name of its message

    assert f"Message.{base}" in rules
    assert re.search(rf"\b{base}\b", form)


@pytest.mark.parametrize("message", Message, ids=lambda message: message.name)
def test_a_message_names_values_that_both_can_give(message: Message) -> None:
    assert {name for _, name, _, _ in Formatter().parse(message) if name is not None} <= FIELDS


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_no_answer_of_a_rule_speaks_as_programs_do(rule: object) -> None:
    name = name_of(rule)  # type: ignore[arg-type]  # every rule is a function of the site
    page = (ROOT / "docs" / "contributing" / "rules" / f"{name}.md").read_text(encoding="utf-8")
    (answers,) = re.findall(r'title="evidence check"\n(.*?)^`{3,}', page, re.MULTILINE | re.DOTALL)

    for line in answers.splitlines():
        message = line.split(": ", 1)[1].removesuffix(f" [{name}]")
        assert not re.search(r"\b(?:YAML|schema|invalid|regex|error|Traceback)\b", message, re.IGNORECASE), line
        assert not message.lower().startswith((name, name.replace("-", " "))), line
