"""Graphics of figures: the bars and lines that go with the stories of the lake, the river and the health posts."""

from __future__ import annotations

from newsroom.demo.canvas import Canvas

PAPER, INK, FAINT = "#faf5ea", "#22303c", "#cfc7b4"
LEFT, RIGHT, TOP, BASE = 180, 1500, 270, 900


def catch() -> Canvas:
    """Tonnes of fish landed on the lake in each season."""
    seasons = {2018: 338, 2019: 361, 2020: 214, 2021: 247, 2022: 289, 2023: 262, 2024: 318, 2025: 349, 2026: 412}
    sheet = _frame("The lake recovers", "Fish landed at Boeung Lolok, July to October, tonnes", 500, 100)
    step = (RIGHT - LEFT) / len(seasons)
    for index, (season, tonnes) in enumerate(seasons.items()):
        x, height = LEFT + step * (index + 0.5), (BASE - TOP) * tonnes / 500
        newest = season == 2026
        sheet.rect(x - 46, BASE - height, x + 46, BASE, "#d1553f" if newest else "#6f9fa8", 6)
        sheet.rect(x - 46, BASE - 10, x + 46, BASE, "#d1553f" if newest else "#6f9fa8")
        sheet.text(x, BASE - height - 16, str(tonnes), 34, INK, "ms")
        sheet.text(x, BASE + 48, str(season), 32, INK, "ms")
    _source(sheet, "Source: Boeung Lolok community fishery")
    return sheet


def dengue() -> Canvas:
    """Cases a month in two years."""
    months = ("May", "June", "July", "August", "September", "October")
    sheet = _frame("Half as many patients", "Dengue cases treated at health posts of the district, by month", 200, 50)
    _month_labels(sheet, months)
    _series(sheet, (62, 104, 168, 151, 108, 62), 200, "#8a94a0", "2025: 655 cases")
    _series(sheet, (38, 61, 84, 66, 44, 25), 200, "#d1553f", "2026: 318 cases")
    _source(sheet, "Source: Snao provincial health department")
    return sheet


def river_height() -> Canvas:
    """The average flood and this year's late one."""
    months = ("June", "July", "August", "September", "October", "November")
    sheet = _frame("A late flood", "River height at Anlong Kes, metres", 10, 2)
    _month_labels(sheet, months)
    _series(sheet, (3.1, 4.6, 6.7, 8.4, 7.6, 5.2), 10, "#8a94a0", "Average since 1961")
    _series(sheet, (2.8, 3.2, 3.6, 6.1, 9.0, 7.1), 10, "#1f7c9a", "2026")
    _source(sheet, "Source: Anlong Kes gauge")
    return sheet


def _frame(title: str, subtitle: str, highest: int, step: int) -> Canvas:
    """Return a sheet with its title, the axis up to `highest` and a faint line at each step."""
    sheet = Canvas(PAPER)
    sheet.rect(100, 70, 172, 82, "#d1553f")
    sheet.text(100, 150, title, 60, INK)
    sheet.text(100, 208, subtitle, 34, "#5b6873")
    for value in range(0, highest + 1, step):
        y = BASE - (BASE - TOP) * value / highest
        sheet.line([(LEFT, y), (RIGHT, y)], INK if value == 0 else FAINT, 3 if value == 0 else 2)
        sheet.text(LEFT - 22, y + 11, str(value), 30, "#5b6873", "rs")
    return sheet


def _month_labels(sheet: Canvas, months: tuple[str, ...]) -> None:
    for index, month in enumerate(months):
        sheet.text(_month(index), BASE + 48, month, 30, INK, "ms")


def _month(index: int) -> float:
    return LEFT + 90 + index * (RIGHT - LEFT - 340) / 5


def _series(sheet: Canvas, values: tuple[float, ...], highest: float, colour: str, label: str) -> None:
    """Draw one line with its points, its last value's label beside it."""
    points = [(_month(index), BASE - (BASE - TOP) * value / highest) for index, value in enumerate(values)]
    sheet.curve(points, colour, 8)
    for x, y in points:
        sheet.disc(x, y, 13, PAPER)
        sheet.disc(x, y, 9, colour)
    x, y = points[-1]
    sheet.text(x + 26, y - 12, label, 28, colour)


def _source(sheet: Canvas, words: str) -> None:
    sheet.line([(100, 985), (1500, 985)], FAINT, 2)
    sheet.text(100, 1027, words, 26, "#5b6873")
