"""Small files that tests of tables write themselves."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from cxdesk.exchange.opened import Into, never, no_progress
from cxdesk.exchange.recognise import Found
from cxdesk.exchange.tables.opened import Table, opened
from cxdesk.services.incoming import Incoming
from tests.conftest import TODAY

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def table(name: str, content: bytes | str) -> Table:
    """A file that must be a table, opened."""
    found = opened(
        Found(name, content.encode() if isinstance(content, str) else content), Into(TODAY)
    )
    assert found is not None
    return found


def xlsx(*rows: Sequence[Any], title: str = "Sheet1") -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip with these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def ods(*rows: str, more: str = "") -> bytes:
    """An ODS workbook whose rows are XML."""
    whole = "<table:table-row"
    body = "".join(row if row.startswith(whole) else f"{whole}>{row}</table:table-row>"
                   for row in rows)  # fmt: skip
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{more}<office:document-content '
            f"{_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Plan">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def cell(text: str = "", repeated: int = 1, **values: str) -> str:
    """A cell of ODS: of a text, or of a value such as date="2026-09-18"."""
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    for kind, value in values.items():
        attribute = f"{kind}-value" if kind != "float" else "value"
        return (f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"{times}>'
                f"<text:p>{text}</text:p></table:table-cell>")  # fmt: skip
    if not text:
        return f"<table:table-cell{times}/>"
    return (f'<table:table-cell office:value-type="string"{times}><text:p>{text}</text:p>'
            "</table:table-cell>")  # fmt: skip


def answer(opened: Table, key: str) -> str:
    """What a question is answered with."""
    return next(question.answer for question in opened.questions if question.key == key)


def unsure(opened: Table) -> list[str]:
    """The questions that somebody should look at."""
    return [question.key for question in opened.questions if not question.sure]


def said(name: str, content: bytes | str, **answers: str) -> Incoming:
    """What a table says, by answers whose keys have _ for their point."""
    keys = {key.replace("_", "."): value for key, value in answers.items()}
    return table(name, content).answered(keys).incoming(no_progress, never)
