"""The tables of the open data as files: JSON with its schema, CSV for spreadsheets, and a list of them all."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from evidence.addresses import DATA
from evidence.citable import full_address
from evidence.exports.tables import TABLES, Column, Row, Table
from evidence.render import Renderer

FOLDER = "data"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BYTE_ORDER_MARK = "\ufeff"
"""At the head of a CSV file it tells Excel that the letters are UTF-8, so that ŵ stays ŵ."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


@dataclass(frozen=True, eq=False)
class OpenData:
    """The open data of a site. Its version is the day of the newest check and a code made from all it holds."""

    renderer: Renderer

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each table by its name."""
        return {table.name: list(table.rows(self.renderer)) for table in TABLES}

    @cached_property
    def version(self) -> str:
        """The version, such as 2026-11-23.1a2b3c4d: it changes whenever a row does, and only then."""
        digest = hashlib.sha256(json.dumps(self.rows, ensure_ascii=False).encode()).hexdigest()
        return f"{self.renderer.site.checked}.{digest[:8]}"

    def files(self) -> Iterator[tuple[str, str]]:
        """Give each file's path and text; the list of them with their checksums comes last."""
        resources = []
        for table in TABLES:
            texts = {"json": self._json(table), "csv": to_csv(table, self.rows[table.name])}
            for ending, text in texts.items():
                resources.append(_resource(table, ending, text))
                yield f"{FOLDER}/{table.name}.{ending}", text
            yield f"{FOLDER}/{table.name}.schema.json", _text(schema(table))
        yield f"{FOLDER}/datapackage.json", _text(self._package(resources))

    def _json(self, table: Table) -> str:
        about = {"table": table.name, "version": self.version, "licence": LICENCE}
        return _text({**about, "rows": self.rows[table.name]})

    def _package(self, resources: list[dict[str, object]]) -> dict[str, object]:
        site = self.renderer.site
        return {
            "name": "doing-with",
            "title": site.settings.site_name,
            "version": self.version,
            "homepage": full_address(site, DATA),
            "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
            "resources": resources,
        }


@lru_cache(maxsize=1)
def open_data(renderer: Renderer) -> OpenData:
    """Give the open data of a site, made once for its files, its page and all that tells of it."""
    return OpenData(renderer)


def to_csv(table: Table, rows: list[Row]) -> str:
    """Give rows as CSV. The parts of a list stand divided by semicolons, and no cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = [column.name for column in table.columns]
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in names])
    return BYTE_ORDER_MARK + text.getvalue()


def schema(table: Table) -> dict[str, object]:
    """Give the JSON Schema of a table's JSON file."""
    row = {
        "type": "object",
        "properties": {column.name: _value(column) for column in table.columns},
        "required": [column.name for column in table.columns],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": f"Each row is {table.row}.",
        "type": "object",
        "properties": {
            "table": {"const": table.name},
            "version": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}$"},
            "licence": {"const": LICENCE},
            "rows": {"type": "array", "items": row},
        },
        "required": ["table", "version", "licence", "rows"],
        "additionalProperties": False,
    }


def _cell(value: str | int | list[str]) -> str | int:
    if isinstance(value, int):
        return value
    words = "; ".join(value) if isinstance(value, list) else value
    return f"'{words}" if words.startswith(_FORMULA) else words


def _value(column: Column) -> dict[str, object]:
    value: dict[str, object] = {"type": column.type, "description": column.meaning}
    return {**value, "items": {"type": "string"}} if column.type == "array" else value


def _resource(table: Table, ending: str, text: str) -> dict[str, object]:
    data = text.encode()
    resource: dict[str, object] = {
        "name": f"{table.name}-{ending}",
        "path": f"{table.name}.{ending}",
        "description": f"Each row is {table.row}.",
        "format": ending,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if ending == "csv":
        fields = [
            {
                "name": column.name,
                "type": "integer" if column.type == "integer" else "string",
                "description": column.meaning,
            }
            for column in table.columns
        ]
        resource["schema"] = {"fields": fields}
    return resource


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
