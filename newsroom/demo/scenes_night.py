"""Lead pictures by night: the river, the market, the hospital. Each public function returns one finished sheet."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, mix, scatter, spread
from newsroom.demo.motifs import boat, coconut_palm, person, shophouse, stilt_house


def night_boat() -> Canvas:
    """A lantern on its way over a moonlit river."""
    sheet = Canvas("#0d1638", "#1d2f5c", "#3c5584")
    for index in range(60):
        x, y = scatter(index)
        sheet.disc(x * 1600, y * 440, 1.4 + 1.6 * spread(index, 0.7), "#f5ecccb0")
    sheet.glow(380, 210, 330, "#cdd9f2", 0.55)
    sheet.disc(380, 210, 84, "#f6efd6")
    sheet.disc(356, 190, 15, "#e3d9bb")
    sheet.disc(410, 232, 22, "#e3d9bb")
    sheet.hills(560, 90, "#22345f", phase=0.2, waves=1.7)
    sheet.band(585, 1067, "#3d5787", "#233a68", "#101d42")
    sheet.glitter(380, 600, 1040, "#dfe6f2aa", 80)
    sheet.blob([(980, 600), (1130, 555), (1350, 540), (1660, 535), (1660, 660), (1200, 650)], "#0d1734")
    for x, height in ((1120, 210), (1480, 270), (1560, 220)):
        coconut_palm(sheet, x, 580, height, "#0d1734", -0.12)
    stilt_house(sheet, 1300, 610, 210, "#1c2547", "#0b122b")
    sheet.glow(1335, 485, 150, "#ffcf73", 0.8)
    sheet.rect(1316, 476, 1354, 516, "#ffdc8c", 3)
    sheet.glitter(1335, 655, 800, "#ffcf7399", 34)
    boat(sheet, 740, 820, 460, "#0a1129", rower="#31416e")
    sheet.glow(610, 740, 210, "#ffc766", 0.9)
    sheet.line([(610, 792), (610, 728)], "#0a1129", 5)
    sheet.rect(594, 728, 626, 768, "#ffe3a0", 7)
    person(sheet, 690, 806, 128, "#8a5a5f", legs="#1a2145")
    sheet.glitter(610, 850, 1040, "#ffcf73aa", 54)
    sheet.ripples(640, 1050, "#ffffff1f", 40)
    return sheet


def lamp_floats() -> Canvas:
    """Three illuminated floats pass on the river at night."""
    sheet = Canvas("#0c1030", "#23205a", "#5a3070", "#a0466f")
    for index in range(50):
        x, y = scatter(index)
        sheet.disc(x * 1600, y * 340, 1.3 + 1.5 * spread(index, 0.6), "#ffe9c8a0")
    sheet.disc(1300, 150, 62, "#fff0cf")
    sheet.hills(560, 50, "#2b1f4f", phase=2.0, waves=2.2)
    sheet.band(590, 1067, "#7c3c70", "#3a2460", "#15153f")
    for x, y, size, tone in ((330, 690, 0.8, "#ffd166"), (1270, 670, 0.7, "#7be0d6"), (800, 800, 1.25, "#ff9b71")):
        _float(sheet, x, y, size, tone)
    for index in range(34):
        x, y = (part * size + low for part, size, low in zip(scatter(index), (1600, 320), (0, 720), strict=True))
        sheet.glow(x, y, 34, "#ffc25e", 0.7)
        sheet.ellipse(x, y + 5, 13, 4, "#5f8f56")
        sheet.disc(x, y - 2, 4, "#fff2c4")
    return sheet


def _float(sheet: Canvas, x: float, y: float, size: float, tone: str) -> None:
    """Draw a barge that carries the outline of a temple in lamps."""
    sheet.glow(x, y - 130 * size, 330 * size, tone, 0.6)
    sheet.polygon(
        [
            (x - 230 * size, y - 26 * size),
            (x + 230 * size, y - 26 * size),
            (x + 190 * size, y + 22 * size),
            (x - 190 * size, y + 22 * size),
        ],
        "#15122f",
    )
    for across, top, width in ((0, 330, 58), (-120, 230, 46), (120, 230, 46)):
        rim = [(-width, 30), (-width, top * 0.45), (-width * 0.7, top * 0.62), (-width * 0.3, top * 0.85), (0, top)]
        path = [*rim, *((-a, b) for a, b in reversed(rim[:-1]))]
        points = [(x + (across + a) * size, y - b * size) for a, b in path]
        sheet.line(points, mix(tone, "#fff6dc", 0.25), 5 * size)
        for left, height in points:
            sheet.disc(left, height, 7 * size, "#fff6dc")
        for row in (0.2, 0.42):
            sheet.line(
                [
                    (x + (across - width) * size, y - top * row * size),
                    (x + (across + width) * size, y - top * row * size),
                ],
                tone,
                4 * size,
            )
    for lamp in range(13):
        sheet.disc(x + (-210 + lamp * 35) * size, y - 26 * size, 7 * size, "#fff2c8")
    sheet.glitter(x, y + 34 * size, min(1040, y + 300 * size), mix(tone, "#7c3c70", 0.25) + "99", 100 * size)


def night_skyline() -> Canvas:
    """The town from the far bank, with a large moon."""
    sheet = Canvas("#081230", "#182a5a", "#3a3f78", "#7d5a86")
    for index in range(70):
        x, y = scatter(index, 0.2)
        sheet.disc(x * 1600, y * 400, 1.2 + 1.5 * spread(index, 0.6), "#f5ecccaa")
    sheet.glow(1150, 260, 420, "#f4dfb5", 0.5)
    sheet.disc(1150, 260, 130, "#f8ecc9")
    for x, y, radius in ((1110, 225, 22), (1190, 290, 32), (1120, 310, 14)):
        sheet.disc(x, y, radius, "#ead9ae")
    for index in range(15):
        width = 96 + 40 * spread(index, 0.3)
        height = 130 + 210 * spread(index, 0.55)
        shophouse(sheet, index * 112 - 40, 640, width, height, mix("#141d42", "#2c2c5c", spread(index)), lit="#f2bd63")
    for x, height in ((470, 330), (500, 260), (440, 260)):
        sheet.polygon(
            [
                (x - 26, 640),
                (x - 16, 640 - height * 0.5),
                (x, 640 - height),
                (x + 16, 640 - height * 0.5),
                (x + 26, 640),
            ],
            "#0d1535",
        )
    sheet.rect(0, 636, 1600, 668, "#0c1431")
    sheet.band(668, 1067, "#3e3a72", "#1e2554", "#0b1536")
    for index in range(16):
        x = 50 + index * 100
        sheet.glow(x, 610, 60, "#ffd27a", 0.8)
        sheet.line([(x, 640), (x, 612)], "#080f26", 4)
        sheet.disc(x, 608, 6, "#fff0c4")
        sheet.glitter(x, 676, 770 + 120 * spread(index), "#ffcf7366", 13)
    sheet.glitter(1150, 680, 1040, "#f8ecc9aa", 90)
    sheet.ripples(690, 1050, "#ffffff18", 44)
    boat(sheet, 420, 860, 360, "#070d22", roof="#151d40")
    sheet.glow(440, 810, 90, "#ffc766", 0.8)
    return sheet


def night_market() -> Canvas:
    """Striped awnings and lamps under a violet sky."""
    sheet = Canvas("#1b1440", "#3d2263", "#7a3a74", "#c9607a")
    for index in range(7):
        shophouse(
            sheet,
            index * 236 - 20,
            640,
            226,
            300 + 120 * spread(index, 0.2),
            mix("#3a2a5c", "#6a3d70", spread(index)),
            lit="#e9a05a",
        )
    sheet.band(640, 1067, "#4a2a55", "#2d1c40")
    for x in range(100, 1600, 200):
        sheet.glow(x, 430, 120, "#ffd27a", 0.75)
    sheet.curve([(x, 410 + 34 * math.sin(x / 100 * math.pi)) for x in range(-50, 1700, 50)], "#2a1b3f", 3)
    for x in range(100, 1600, 200):
        sheet.disc(x, 428, 17, "#fff0bd")
    stripes = (("#d1495b", "#f7ead0"), ("#2e8b8b", "#f7ead0"), ("#edae49", "#7a2f4f"), ("#5465a8", "#f7ead0"))
    for index in range(4):
        _stall(sheet, 40 + index * 392, 880, 352, *stripes[index])
    for x, base, height, shirt in (
        (250, 1010, 260, "#e9c46a"),
        (410, 1030, 275, "#7fb7be"),
        (800, 1000, 250, "#f4f1de"),
        (960, 1030, 272, "#b5485d"),
        (1310, 1015, 262, "#8fb56f"),
    ):
        person(sheet, x, base, height, shirt, legs="#231a3a", skin="#a9683f")
    return sheet


def _stall(sheet: Canvas, left: float, base: float, width: float, first: str, second: str) -> None:
    right = left + width
    sheet.glow(left + width / 2, base - 190, width * 0.75, "#ffcf7a", 0.7)
    for x in (left + 8, right - 16):
        sheet.rect(x, base - 330, x + 8, base, "#2a1b33")
    person(sheet, left + width * 0.5, base - 40, 200, mix(first, "#ffffff", 0.35), hat="")
    sheet.rect(left, base - 118, right, base, mix(first, "#1b1440", 0.45), 4)
    sheet.rect(left - 6, base - 130, right + 6, base - 108, "#c98f56", 4)
    for index in range(11):
        tone = ("#e9573f", "#f2a73b", "#8bbf5a", "#f5dd7a", "#c75b8a")[(index * 2 + round(left)) % 5]
        x = left + 20 + index * (width - 40) / 10
        sheet.disc(x, base - 142, 18, tone)
        sheet.disc(x - 14, base - 166, 15, mix(tone, "#ffffff", 0.2))
    scallop = width / 8
    for index in range(8):
        tone = first if index % 2 == 0 else second
        x = left - 14 + index * (width + 28) / 8
        sheet.polygon(
            [
                (left + index * scallop, base - 400),
                (left + (index + 1) * scallop, base - 400),
                (x + scallop + 3, base - 320),
                (x, base - 320),
            ],
            tone,
        )
        sheet.slice(x + scallop / 2 + 2, base - 321, (scallop / 2 + 3, 26), (0, 180), tone)


def hospital_night() -> Canvas:
    """The white hospital and its ambulance at nine in the evening."""
    sheet = Canvas("#0f1d45", "#21386d", "#4c5f96")
    for index in range(40):
        x, y = scatter(index)
        sheet.disc(x * 1600, y * 380, 1.3 + 1.4 * spread(index, 0.7), "#f5ecccb0")
    sheet.disc(1370, 190, 60, "#f5efd9")
    sheet.disc(1394, 174, 52, "#1a2e5f")
    sheet.hills(690, 60, "#1b2c58", phase=1.4, waves=2.0)
    sheet.rect(250, 330, 1290, 800, "#dfe7ee")
    sheet.rect(1010, 330, 1290, 800, "#c3d0dd")
    sheet.rect(230, 312, 1310, 342, "#f7fafa", 4)
    for floor in range(3):
        for index in range(9):
            left, top = 292 + index * 110, 372 + floor * 122
            if floor == 2 and 2 <= index <= 5:
                continue
            tone = "#ffe6a3" if spread(floor * 9 + index, 0.1) < 0.66 else "#536b94"
            sheet.rect(left, top, left + 72, top + 78, tone, 4)
            sheet.line([(left + 36, top), (left + 36, top + 78)], "#8ca0b8", 3)
    sheet.glow(720, 700, 260, "#ffe9b0", 0.6)
    sheet.rect(520, 610, 920, 800, "#eef3f5")
    sheet.rect(560, 650, 880, 800, "#fff3c9", 6)
    sheet.line([(720, 650), (720, 800)], "#9fb3c6", 5)
    sheet.rect(490, 590, 950, 618, "#2b8a86", 6)
    sheet.rect(660, 190, 780, 310, "#f7fafa", 14)
    sheet.rect(708, 206, 732, 294, "#2b8a86", 4)
    sheet.rect(676, 238, 764, 262, "#2b8a86", 4)
    sheet.band(800, 1067, "#3b4a72", "#25335c", "#172248")
    sheet.polygon([(560, 800), (880, 800), (1120, 1067), (330, 1067)], "#ffe9b033")
    _ambulance(sheet, 1180, 930)
    person(sheet, 650, 905, 200, "#d98c8c", legs="#4b3b5e")
    person(sheet, 735, 900, 186, "#f2d492", legs="#5b4a40")
    person(sheet, 440, 860, 168, "#f7fafa", legs="#f0f3f4")
    for x in (130, 1500):
        coconut_palm(sheet, x, 850, 420, "#14264d", 0.08 if x < 800 else -0.08)
    return sheet


def _ambulance(sheet: Canvas, x: float, base: float) -> None:
    sheet.ellipse(x, base + 4, 230, 14, "#0b142f77")
    sheet.rect(x - 220, base - 180, x + 110, base - 22, "#f7fafa", 14)
    sheet.polygon(
        [
            (x + 100, base - 180),
            (x + 150, base - 178),
            (x + 210, base - 96),
            (x + 222, base - 22),
            (x + 100, base - 22),
        ],
        "#f7fafa",
    )
    sheet.polygon([(x + 112, base - 162), (x + 146, base - 160), (x + 186, base - 98), (x + 112, base - 98)], "#6f8bb3")
    sheet.rect(x - 220, base - 92, x + 214, base - 70, "#d0453c")
    sheet.rect(x - 80, base - 166, x - 56, base - 104, "#d0453c", 3)
    sheet.rect(x - 99, base - 147, x - 37, base - 123, "#d0453c", 3)
    sheet.glow(x + 40, base - 190, 90, "#6fb7ff", 0.9)
    sheet.rect(x + 14, base - 198, x + 66, base - 178, "#8fd0ff", 6)
    for wheel in (-140, 130):
        sheet.disc(x + wheel, base - 22, 34, "#161d33")
        sheet.disc(x + wheel, base - 22, 15, "#8c97ab")
