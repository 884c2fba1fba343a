"""Lead pictures of fields and villages. Each public function returns one finished sheet."""

from __future__ import annotations

import math
from itertools import pairwise

from newsroom.demo.canvas import Canvas, mix, scatter
from newsroom.demo.motifs import cloud, coconut_palm, flock, person, stilt_house, sugar_palm


def harvest_field() -> Canvas:
    """Cutting rice in the last warm light."""
    sheet = Canvas("#e88f5c", "#f6bd73", "#fde3a6")
    sheet.glow(1180, 420, 480, "#fff6d2", 0.95)
    sheet.disc(1180, 400, 86, "#fff6d8")
    sheet.hills(480, 80, "#d59a62", phase=0.9, waves=1.5)
    sheet.hills(530, 44, "#b98450", phase=2.6, waves=2.3)
    for x, height in ((150, 260), (250, 200), (640, 170), (720, 220), (1430, 270), (1520, 200)):
        sugar_palm(sheet, x, 560, height, "#7a5636", "#8a633f")
    sheet.band(545, 1067, "#f4cd6a", "#e3aa3e", "#c98628")
    for row in range(9):
        y = 580 + row * row * 5.6
        sheet.curve([(-20, y + 10), (420, y - 6), (900, y + 8), (1620, y - 4)], "#c98d2f", 2 + row * 0.6)
    for index in range(170):
        x, y = scatter(index)
        y = 0.12 + 0.88 * y
        base, size = 560 + y * y * 500, 10 + 40 * y
        sheet.line(
            [(x * 1600, base), (x * 1600 + size * 0.35, base - size)],
            "#f9e08f" if index % 2 else "#a9701f",
            1.5 + 2 * y,
        )
    for x, base, size in ((240, 680, 0.6), (430, 660, 0.5), (1330, 700, 0.7), (980, 640, 0.42), (1500, 650, 0.45)):
        _stook(sheet, x, base, size)
    _stook(sheet, 1180, 960, 1.5)
    for x, base, height, shirt in ((560, 800, 250, "#3f6f8f"), (760, 880, 310, "#b5483a"), (900, 740, 200, "#5f8a5a")):
        person(sheet, x, base, height, shirt, legs="#4a3b32", hat="#f7e4ad", skin="#9a6340")
        sheet.line([(x + height * 0.16, base - height * 0.48), (x + height * 0.28, base - height * 0.3)], "#e9d9a0", 9)
    flock(sheet, 520, 220, 14, "#8a5a3c", 6)
    return sheet


def _stook(sheet: Canvas, x: float, base: float, size: float) -> None:
    for index in range(9):
        lean = (index - 4) * 17 * size
        tone = ("#e8b94a", "#d39c33", "#f3cf6b")[index % 3]
        sheet.polygon(
            [
                (x + lean * 1.3 - 16 * size, base),
                (x + lean * 0.2, base - 120 * size),
                (x + lean * 1.3 + 16 * size, base),
            ],
            tone,
        )
        sheet.line([(x + lean * 0.2, base - 110 * size), (x + lean * 0.95, base - 178 * size)], tone, 8 * size)
    sheet.rect(x - 32 * size, base - 122 * size, x + 32 * size, base - 104 * size, "#8f6222", 5)


def kites() -> Canvas:
    """Three singing kites above the stubble."""
    sheet = Canvas("#8cc7d9", "#cfe6dc", "#fdf0cf")
    cloud(sheet, 240, 560, 210, "#eef5e6")
    cloud(sheet, 1420, 500, 240, "#eef5e6")
    sheet.hills(800, 60, "#c9c98f", phase=1.8, waves=1.5)
    sheet.band(820, 1067, "#ecc968", "#d9a945", "#bd8733")
    for x, height in ((1330, 240), (1450, 310), (1540, 210)):
        sugar_palm(sheet, x, 850, height, "#5b7a55", "#688a60")
    for x, y, size, tone, trim, hand in (
        (470, 330, 1.25, "#c8443b", "#f6d365", (395, 850)),
        (1020, 220, 0.95, "#2a6f8f", "#f7ead0", (560, 860)),
        (1290, 480, 0.66, "#e08e2b", "#6b2d5c", (700, 866)),
    ):
        sheet.curve([(x, y), ((x + hand[0]) / 2 - 30, (y + hand[1]) / 2 + 90), hand], "#6d6a5fcc", 2)
        _kite(sheet, x, y, size, tone, trim)
    for x, base, height, shirt in ((380, 985, 190, "#f7f2e2"), (545, 985, 182, "#2a6f8f"), (690, 990, 176, "#8fb56f")):
        person(sheet, x, base, height, shirt, legs="#4b4038")
    for index in range(90):
        x, y = scatter(index, 0.4)
        sheet.line([(x * 1600, 860 + y * 200), (x * 1600 + 8, 836 + y * 196)], "#f7e29a" if index % 2 else "#a8752b", 3)
    return sheet


def _kite(sheet: Canvas, x: float, y: float, size: float, tone: str, trim: str) -> None:
    def at(across: float, up: float) -> tuple[float, float]:
        return x + (across + up * 0.16) * size, y - (up - across * 0.16) * size

    for side in (-1, 1):
        sheet.curve(
            [at(side * 50, -150), at(side * 80, -270), at(side * 50, -400), at(side * 84, -520)],
            mix(tone, "#ffffff", 0.25),
            15 * size,
        )
    sheet.blob(
        [at(-215, 66), at(-120, 118), at(0, 92), at(120, 118), at(215, 66), at(110, 26), at(0, 18), at(-110, 26)], tone
    )
    sheet.blob(
        [
            at(-105, -120),
            at(-60, -92),
            at(0, -84),
            at(60, -92),
            at(105, -120),
            at(56, -160),
            at(0, -168),
            at(-56, -160),
        ],
        tone,
    )
    sheet.blob(
        [at(0, 150), at(34, 60), at(26, -60), at(44, -150), at(0, -200), at(-44, -150), at(-26, -60), at(-34, 60)],
        mix(tone, "#000000", 0.18),
    )
    for across in (-150, -82, 82, 150):
        sheet.disc(*at(across, 72), 19 * size, trim)
    sheet.disc(*at(0, 40), 24 * size, trim)
    sheet.disc(*at(0, -122), 17 * size, trim)
    sheet.curve([at(-120, 164), at(-50, 192), at(50, 192), at(120, 164)], "#5b3b22", 7 * size)
    sheet.line([at(-120, 164), at(120, 164)], "#fdf6e3", 4 * size)
    sheet.line([at(0, 188), at(0, 140)], "#5b3b22", 6 * size)


def sugar_palms() -> Canvas:
    """Palms against a red evening, one climber on his pole."""
    sheet = Canvas("#5a2a55", "#b5445c", "#f0784e", "#ffc069")
    sheet.glow(620, 700, 560, "#ffe9a8", 0.85)
    sheet.disc(620, 690, 150, "#ffedb5")
    sheet.hills(800, 50, "#8f3550", phase=0.7, waves=1.9)
    sheet.band(830, 1067, "#5a2440", "#351631", "#1f0d22")
    for x, base, height in ((90, 850, 380), (210, 850, 300), (820, 845, 260), (900, 845, 330), (1480, 850, 300)):
        sugar_palm(sheet, x, base, height, "#6b2a49", "#7a324f")
    sugar_palm(sheet, 380, 900, 700, "#2a1029", "#3a1834")
    sugar_palm(sheet, 1210, 930, 820, "#220c22", "#33142e")
    sheet.line([(1262, 935), (1246, 240)], "#220c22", 9)
    for index in range(15):
        sheet.line([(1240, 900 - index * 44), (1284, 896 - index * 44)], "#220c22", 6)
    climber = 470
    sheet.line([(1250, climber), (1292, climber - 46), (1268, climber - 92)], "#150715", 22)
    sheet.line([(1268, climber - 92), (1256, climber - 170)], "#8a2f45", 38)
    sheet.line([(1262, climber - 160), (1238, climber - 224)], "#150715", 13)
    sheet.disc(1272, climber - 212, 25, "#150715")
    sheet.line([(1250, climber), (1240, climber + 46)], "#150715", 18)
    for index in range(4):
        sheet.rect(1284 + index * 12, climber - 110, 1294 + index * 12, climber - 66, "#f2b25a", 3)
    stilt_house(sheet, 640, 870, 200, "#3a1834", "#220c22")
    sheet.rect(664, 758, 694, 790, "#ffd27a", 3)
    flock(sheet, 760, 330, 16, "#4a1d3f", 6)
    return sheet


def solar_terraces() -> Canvas:
    """Vegetable beds in steps, with panels in front."""
    sheet = Canvas("#7cc3dc", "#c3e4e0", "#f7f3d6")
    sheet.disc(1310, 170, 76, "#fff6cf")
    sheet.glow(1310, 170, 330, "#fff9dd", 0.8)
    cloud(sheet, 520, 190, 180, "#e9f5ee")
    sheet.hills(420, 70, "#9cc6b4", phase=1.5, waves=1.4)
    sheet.band(430, 520, "#86c7cd", "#5aa9b5")
    sheet.ripples(438, 515, "#ffffff66", 24)
    tones = ("#a5c95f", "#7fb24f", "#5f9a4b", "#8fbe57", "#6ba64d", "#4f8a45")
    for index in range(6):
        top = 500 + index * 74
        edge = [(-40, top + 46), (300, top + 6 + index * 4), (800, top + 26), (1250, top - 12), (1660, top + 34)]
        sheet.polygon([*_curve(edge), (1700, 1100), (-60, 1100)], mix(tones[index], "#4a3826", 0.45))
        lower = [(x, y + 16 + index * 2) for x, y in edge]
        sheet.polygon([*_curve(lower), (1700, 1100), (-60, 1100)], tones[index])
        for plant in range(44):
            x = -20 + plant * 38 + 14 * (index % 2)
            y = _height(lower, x) + 20 + index * 2
            size = 8 + index * 2.4
            sheet.line([(x, y), (x - size * 0.6, y - size)], "#d5ec96", 2 + index * 0.4)
            sheet.line([(x, y), (x + size * 0.6, y - size)], "#3c7a3c", 2 + index * 0.4)
    person(sheet, 500, 720, 130, "#d65d3f", legs="#44503f", hat="#f4dfa5")
    person(sheet, 1320, 690, 112, "#f4f1de", legs="#44503f", hat="#f4dfa5")
    for x in (70, 1500):
        coconut_palm(sheet, x, 520, 220, "#3f7a5a", 0.1 if x < 800 else -0.1)
    for left in (760, 1080):
        _panel(sheet, left, 830)
    return sheet


def _curve(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x, _height(points, x)) for x in range(-40, 1661, 20)]


def _height(points: list[tuple[float, float]], x: float) -> float:
    """Return the height of a soft line through the points, at x."""
    for (left, first), (right, last) in pairwise(points):
        if left <= x <= right:
            share = (1 - math.cos(math.pi * (x - left) / (right - left))) / 2
            return first + (last - first) * share
    return points[-1][1]


def _panel(sheet: Canvas, left: float, top: float) -> None:
    for x in (left + 40, left + 230):
        sheet.line([(x, top + 130), (x, top + 215)], "#5a6670", 9)
    sheet.polygon([(left + 46, top), (left + 310, top), (left + 260, top + 140), (left - 10, top + 140)], "#e6edf0")
    for row in range(3):
        for column in range(5):
            slant = 56 * (1 - (row + 1) / 3)
            upper = 56 * (1 - row / 3)
            x, y = left + column * 52, top + 5 + row * 44
            shape = [(x + upper, y), (x + upper + 47, y), (x + slant + 45, y + 40), (x + slant - 3, y + 40)]
            sheet.polygon(shape, mix("#1f4e86", "#5d8fc4", (row + column) / 8))


def water_tower() -> Canvas:
    """The white tower, the houses and the jars it replaces."""
    sheet = Canvas("#68b8d8", "#b5e0e3", "#f4f1d8")
    cloud(sheet, 300, 220, 200, "#e4f4f2")
    cloud(sheet, 1360, 300, 170, "#e4f4f2")
    sheet.hills(640, 50, "#9ac59f", phase=0.4, waves=1.8)
    for x, height in ((120, 360), (1490, 420), (1370, 330)):
        coconut_palm(sheet, x, 780, height, "#3f7d5c", 0.12 if x < 800 else -0.12)
    sheet.band(700, 1067, "#b7c878", "#c9b26f", "#b08c56")
    for side in (-1, 1):
        sheet.line([(860 + side * 130, 790), (860 + side * 84, 380)], "#d7dfe0", 20)
        sheet.line([(860 + side * 120, 700), (860 - side * 92, 460)], "#b7c3c6", 7)
    sheet.line([(860, 790), (860, 380)], "#aebbbf", 16)
    sheet.rect(730, 190, 990, 390, "#f7fafa", 30)
    sheet.rect(890, 190, 990, 390, "#d8e3e6", 30)
    sheet.rect(730, 270, 990, 316, "#2f86b5")
    sheet.curve([(745, 300), (795, 284), (845, 300), (895, 284), (945, 300), (980, 290)], "#f7fafa", 7)
    sheet.polygon([(715, 200), (860, 120), (1005, 200)], "#e9573f")
    for x, width, wall, roof in ((330, 330, "#c98e5a", "#8f3f3a"), (1250, 300, "#7fa7a0", "#6b5a64")):
        stilt_house(sheet, x, 850, width, wall, roof)
    for x, size in ((520, 1.0), (620, 0.85), (1060, 0.9)):
        _jar(sheet, x, 930, size)
    sheet.rect(742, 830, 758, 940, "#6f7f86")
    sheet.line([(750, 836), (800, 836), (800, 858)], "#6f7f86", 12)
    sheet.line([(800, 862), (800, 930)], "#bfe9f5", 9)
    sheet.polygon([(768, 915), (838, 915), (828, 985), (778, 985)], "#2f86b5")
    person(sheet, 900, 985, 230, "#d65d7a", legs="#4a3d5c")
    person(sheet, 690, 975, 160, "#f4f1de", legs="#35507a")
    return sheet


def _jar(sheet: Canvas, x: float, base: float, size: float) -> None:
    sheet.ellipse(x, base, 60 * size, 10 * size, "#6b4f3655")
    sheet.blob(
        [
            (x - 34 * size, base),
            (x - 66 * size, base - 74 * size),
            (x - 30 * size, base - 136 * size),
            (x + 30 * size, base - 136 * size),
            (x + 66 * size, base - 74 * size),
            (x + 34 * size, base),
        ],
        "#a8623c",
    )
    sheet.ellipse(x, base - 138 * size, 34 * size, 9 * size, "#6f3d26")
    sheet.curve(
        [(x - 40 * size, base - 60 * size), (x - 38 * size, base - 96 * size), (x - 24 * size, base - 116 * size)],
        "#d18d62",
        8 * size,
    )
