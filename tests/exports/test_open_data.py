"""The open data: its rows, its files, its schema and its version."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evidence.exports.open_data import LICENCE, OpenData, schema, to_csv
from evidence.exports.tables import TABLES, Column, Row, Table
from evidence.read import read_site
from evidence.render import Renderer

ROOT = Path(__file__).parents[2]
CASE = "case-studies/a/"
EMPTY: Row = {"band": "", "group": "", "period": "", "planned_by": [], "delivered_by": []}


@pytest.fixture(scope="module")
def data(renderer: Renderer) -> OpenData:
    return OpenData(renderer)


@pytest.fixture(scope="module")
def own() -> dict[str, str]:
    """Give the files of our own open data."""
    return dict(OpenData(Renderer(read_site(ROOT))).files())


def test_a_page_is_a_row_with_its_facts_in_words(data: OpenData) -> None:
    rows = {row["page"]: row for row in data.rows["pages"]}

    assert rows[CASE] == {
        **EMPTY,
        "page": CASE,
        "address": "https://kb.test/case-studies/a/",
        "type": "Case study",
        "title": "=A case: <one> & ŵyr",
        "summary": "+ What happened.",
        "nations": ["wales", "all-island"],
        "lead_organisation": "A council",
        "planned_by": ["partnership"],
        "checked": "2026-02-01",
        "reviewed": "2026-03-01",
    }
    assert rows["ways-to-involve/co-production/"]["band"] == "doing with"
    assert len(rows) == 7


def test_a_reference_is_a_row_whether_it_is_cited_or_not(data: OpenData) -> None:
    rows = {row["key"]: row for row in data.rows["references"]}

    assert rows["doe"] == {
        "key": "doe",
        "page": "references/doe/",
        "reference": "Age Cymru (n.d.) A ladder. Available at: https://x.org/a?b&c (Accessed: 23 November 2026).",
        "authors": ["Age Cymru"],
        "year": "n.d.",
        "title": "A ladder",
        "type": "webpage",
        "doi": "",
        "address": "https://x.org/a?b&c",
        "accessed": "2026-11-23",
        "kinds": ["report"],
        "nations": ["Wales"],
        "read": "read in full",
        "statements": 4,
    }
    assert rows["duo"]["authors"] == ["Roe, R.", "Poe, Ŵyr"]
    assert [rows[key]["statements"] for key in ("duo", "body", "book")] == [2, 0, 0]


def test_a_statement_is_a_row_with_its_place_keys_and_locators(data: OpenData) -> None:
    rows = data.rows["statements"]
    both = "(see Age Cymru, n.d., p. 4; Roe and Poe, 2001)"
    told = [(row["page"], row["kind"], row["number"], row["statement"], row["keys"], row["locators"]) for row in rows]

    assert told == [
        (CASE, "fact", 0, "Led by: A council", ["doe"], []),
        (CASE, "fact", 0, "Ways to involve: Co-production", ["duo"], ["duo: p. 3"]),
        (CASE, "heading", 0, "Costs (Age Cymru, n.d.)", ["doe"], []),
        (CASE, "statement", 1, f"One thing {both}.", ["doe", "duo"], ["doe: p. 4"]),
        ("nations/wales/", "statement", 1, "As Age Cymru (n.d., p. 5) say.", ["doe"], ["doe: p. 5"]),
    ]  # fmt: skip
    assert [row["place"] for row in rows][:3] == [
        f"{CASE}#fact-lead-organisation",
        f"{CASE}#fact-ways-to-involve-co-production",
        f"{CASE}#costs",
    ]


def test_a_link_is_a_row_that_says_who_makes_it(data: OpenData) -> None:
    assert [(*row.values(),) for row in data.rows["links"]] == [
        (CASE, "nations", "nations/wales/", "the page itself", [], []),
        (CASE, "nations", "nations/northern-ireland/", "the page itself", [], []),
        (CASE, "ways_to_involve", "ways-to-involve/co-production/", "a source", ["duo"], ["duo: p. 3"]),
        (CASE, "barriers", "barriers/bureaucracy/", "our reading", [], []),
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_our_own_tables_keep_to_their_schemas(own: dict[str, str], table: Table) -> None:
    rules = json.loads(own[f"data/{table.name}.schema.json"])
    held = json.loads(own[f"data/{table.name}.json"])

    Draft202012Validator.check_schema(rules)
    Draft202012Validator(rules).validate(held)
    assert held["rows"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_schema_refuses_what_is_not_declared(table: Table) -> None:
    empty: dict[str, str | int | list[str]] = {"string": "", "integer": 0, "array": []}
    whole: Row = {column.name: empty[column.type] for column in table.columns}
    about = {"table": table.name, "version": "2026-11-23.00000000", "licence": LICENCE}
    check = Draft202012Validator(schema(table))

    assert check.is_valid({**about, "rows": [whole]})
    assert not check.is_valid({**about, "rows": [{**whole, "more": ""}]})
    for column in table.columns:
        assert not check.is_valid({**about, "rows": [{**whole, column.name: None}]})
        assert not check.is_valid({**about, "rows": [{name: whole[name] for name in whole if name != column.name}]})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_csv_holds_what_the_json_holds(own: dict[str, str], table: Table) -> None:
    text = own[f"data/{table.name}.csv"]
    rows = json.loads(own[f"data/{table.name}.json"])["rows"]

    assert text.startswith("\ufeff")
    read = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(read) == len(rows)
    for cells, row in zip(read, rows, strict=True):
        for name, value in row.items():
            expected = "; ".join(value) if isinstance(value, list) else str(value)
            assert cells[name].removeprefix("'") == expected.removeprefix("'")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("a=b", "a=b"),
        ("ŵyr; ‘Tŷ’", "ŵyr; ‘Tŷ’"),
        (["=a", "b"], "'=a; b"),
        (["b", "=a"], "b; =a"),
        (-5, "-5"),
        ("", ""),
    ],
)
def test_no_cell_can_be_taken_for_a_formula(value: str | int | list[str], cell: str) -> None:
    table = Table("t", "a row", (Column("a", "string", "A."), Column("b", "string", "B.")), lambda _: iter(()))

    _, row = csv.reader(io.StringIO(to_csv(table, [{"a": value, "b": "end"}]).removeprefix("\ufeff"), newline=""))

    assert row == [cell, "end"]


def test_the_version_changes_with_the_content_and_with_nothing_else(renderer: Renderer) -> None:
    same = OpenData(Renderer(renderer.site)).version
    moved = replace(renderer.site, settings=replace(renderer.site.settings, site_url="https://elsewhere.test/"))

    assert OpenData(renderer).version == same
    assert same.startswith("2026-02-01.")
    assert OpenData(Renderer(moved)).version != same


def test_the_list_of_files_names_each_table_with_its_checksum(own: dict[str, str]) -> None:
    package = json.loads(own["data/datapackage.json"])

    assert [resource["path"] for resource in package["resources"]] == [
        f"{table.name}.{ending}" for table in TABLES for ending in ("json", "csv")
    ]
    for resource in package["resources"]:
        data = own[f"data/{resource['path']}"].encode()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert package["version"] == json.loads(own["data/pages.json"])["version"]
    assert [field["name"] for field in package["resources"][1]["schema"]["fields"]] == [
        column.name for column in TABLES[0].columns
    ]
