"""An .xlsx of words and numbers: words are written as words, so that nothing somebody wrote into them runs."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | int

CELL = 32_000
"""Characters of a cell; the format takes 32,767."""

COLUMNS = 64
"""More than any sheet of ours has."""

TOTAL = "Всего"
"""The first cell of a line that sums up those above it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines under a heading, which is the first of them and stays in sight."""

    name: str
    lines: Iterable[Sequence[Cell]]
    width: int
    wide: Mapping[int, int] = field(default_factory=dict)
    """Columns of another width, by their number."""
    pinned: int = 0
    """How many columns stay in sight."""
    wraps: bool = False


def workbook(*sheets: Sheet) -> bytes:
    """The document; it is kept in memory and nowhere else."""
    output = io.BytesIO()
    write(output, *sheets)
    return output.getvalue()


def write(output: object, *sheets: Sheet) -> None:
    """The same into a file that is open, or to a path."""
    import xlsxwriter  # loaded by the first list somebody asks for

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            sheet.freeze_panes(1, one.pinned)
            sheet.set_column(0, COLUMNS, one.width)
            for column, width in one.wide.items():
                sheet.set_column(column, column, width)
            for number, line in enumerate(one.lines):
                style = bold if number == 0 or line[0] == TOTAL else wrapped if one.wraps else None
                for column, cell in enumerate(line):
                    if isinstance(cell, int):
                        sheet.write_number(number, column, cell, style)
                    else:
                        sheet.write_string(number, column, cell[:CELL], style)
