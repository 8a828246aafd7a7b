"""Tables as administrations have them: .csv of any sign and encoding, .xlsx."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter


def a_csv(folder: Path, rows: Sequence[Sequence[str]], *, sign: str = ";", encoding: str = "utf-8-sig") -> Path:
    path = folder / "история.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=sign).writerows(rows)
    return path


def a_workbook(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "история.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        dated = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, dated)
                else:
                    sheet.write(number, column, cell)
    return path
