"""Lead pictures of the town by day: streets, school, pagoda. Each public function returns one finished sheet."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, mix, spread
from newsroom.demo.motifs import boat, bush, cloud, cyclist, flock, person, shophouse, sugar_palm, tree

WALLS = ("#e9c46a", "#e07a5f", "#81b29a", "#f2e3c6", "#c98b9b", "#6d97a8", "#d9a066")


def school_evening() -> Canvas:
    """The long school with its lights on."""
    sheet = Canvas("#2b3767", "#7a6a9c", "#e79a86", "#f9cf9b")
    sheet.disc(1330, 170, 48, "#fff2d0")
    sheet.hills(640, 70, "#5a4d7c", phase=0.5, waves=1.7)
    for x in (70, 1480):
        sugar_palm(sheet, x, 720, 430, "#3a3560", "#453f6e")
    sheet.rect(180, 400, 1400, 740, "#f0c35a")
    sheet.rect(180, 560, 1400, 578, "#fbe3a2")
    sheet.polygon([(130, 410), (230, 290), (1350, 290), (1450, 410)], "#a8433a")
    sheet.polygon([(660, 410), (790, 250), (920, 410)], "#c05744")
    sheet.disc(790, 350, 34, "#fbe3a2")
    for floor, top in enumerate((430, 592)):
        for index in range(9):
            left = 216 + index * 131
            if floor and index == 4:
                continue
            sheet.rect(left, top, left + 92, top + 110, "#ffeeb5" if (index + floor) % 4 else "#4b4a72", 6)
            sheet.line([(left + 46, top), (left + 46, top + 110)], "#b98a3c", 4)
            sheet.line([(left, top + 52), (left + 92, top + 52)], "#b98a3c", 4)
    sheet.rect(735, 590, 845, 740, "#6b3d35", 8)
    sheet.rect(752, 606, 828, 740, "#ffeeb5", 6)
    for index in range(10):
        sheet.rect(186 + index * 131, 400, 204 + index * 131, 740, "#d9a544")
    sheet.band(740, 1067, "#8d6a78", "#5b4668", "#3a3056")
    sheet.polygon([(740, 740), (840, 740), (1010, 1067), (560, 1067)], "#e3b98e")
    sheet.line([(400, 860), (400, 200)], "#e9e2d0", 8)
    sheet.polygon([(404, 204), (520, 226), (404, 262)], "#3c6ea5")
    for x, base, height, shirt in (
        (640, 930, 190, "#f7f2e2"),
        (760, 870, 165, "#7fb2a6"),
        (1040, 900, 178, "#e07a5f"),
        (1110, 905, 172, "#f7f2e2"),
    ):
        person(sheet, x, base, height, shirt, legs="#2c2c52")
    for x in (250, 1250, 1390):
        bush(sheet, x, 760, 62, "#4a5a63")
    return sheet


def tamarind_street() -> Canvas:
    """Big trees, deep shade, two cyclists."""
    sheet = Canvas("#cfe8e3", "#eef2d4", "#fbe9b6")
    sheet.hills(470, 40, "#b4d2b8", phase=1.0, waves=1.5)
    sheet.band(480, 640, "#9ed3cf", "#6fb5b8")
    sheet.ripples(492, 635, "#ffffff66", 30)
    boat(sheet, 330, 570, 190, "#5a4637", roof="#c98b4f")
    sheet.rect(0, 626, 1600, 672, "#d8c6a1")
    sheet.rect(0, 622, 1600, 634, "#f3e6c6")
    sheet.band(672, 1067, "#e6cf9f", "#d6b884", "#c7a36f")
    for x, height in ((130, 560), (560, 640), (1010, 600), (1430, 660)):
        sheet.ellipse(x + 60, 745, height * 0.5, 46, "#7f6a4c77")
        tree(sheet, x, 740, height, ("#4d8b57", "#5b9653", "#447f5c")[round(height) % 3], "#6b4f3a")
    for x, shirt in ((430, "#d6503d"), (880, "#2f6690")):
        cyclist(sheet, x, 940, 1.25, shirt, upright=True)
    person(sheet, 690, 760, 150, "#f2e3c6", legs="#55483f", hat="#e8cf97")
    sheet.rect(735, 690, 835, 752, "#c65d3b", 6)
    sheet.polygon([(715, 650), (785, 606), (855, 650)], "#f4d35e")
    sheet.line([(785, 650), (785, 700)], "#8b5e3c", 5)
    for wheel in (752, 818):
        sheet.disc(wheel, 756, 14, "#4a3a30")
    for x in range(30, 1600, 200):
        sheet.rect(x, 1015, x + 110, 1024, "#f6e7c6")
    return sheet


def town_bus() -> Canvas:
    """The small turquoise bus at its stop."""
    sheet = Canvas("#8fd0df", "#d3ecdf", "#fdf0cd")
    cloud(sheet, 350, 170, 170, "#eef8f2")
    for index in range(8):
        shophouse(sheet, index * 208 - 30, 720, 200, 330 + 170 * spread(index, 0.35), WALLS[index % 7])
        tone = ("#d1495b", "#2e8b8b", "#edae49")[index % 3]
        sheet.polygon(
            [(index * 208 - 36, 590), (index * 208 + 176, 590), (index * 208 + 190, 640), (index * 208 - 50, 640)], tone
        )
    sheet.rect(0, 716, 1600, 770, "#e4d6bd")
    sheet.band(770, 1067, "#7d838a", "#636a73", "#4c535e")
    for x in range(40, 1600, 240):
        sheet.rect(x, 985, x + 140, 998, "#f4e9c8")
    sheet.rect(1240, 430, 1256, 790, "#4a5560")
    sheet.disc(1248, 420, 56, "#f6f1e0")
    sheet.disc(1248, 420, 44, "#1d8f8a")
    sheet.text(1248, 440, "1", 54, "#f6f1e0", "ms")
    sheet.ellipse(640, 912, 480, 22, "#2c323c88")
    sheet.rect(190, 520, 1090, 890, "#24a19c", 54)
    sheet.rect(190, 760, 1090, 890, "#1b7f7f", 30)
    sheet.rect(190, 742, 1090, 768, "#f6d365")
    for index in range(4):
        left = 250 + index * 158
        sheet.rect(left, 570, left + 140, 700, "#dff3f1", 12)
        sheet.disc(left + 70, 660, 26, ("#a9683f", "#c48a5f", "#8a5a3c")[index % 3])
        sheet.slice(left + 70, 654, (28, 28), (175, 365), "#231c1a")
        sheet.rect(left + 34, 682, left + 106, 700, ("#d1495b", "#f4f1de", "#edae49", "#5465a8")[index])
    sheet.rect(890, 570, 975, 872, "#dff3f1", 10)
    sheet.line([(932, 570), (932, 872)], "#1b7f7f", 6)
    sheet.polygon([(996, 570), (1070, 570), (1090, 620), (1090, 700), (996, 700)], "#cdebe8")
    sheet.rect(1062, 790, 1092, 822, "#fff2b0", 8)
    for wheel in (370, 830):
        sheet.disc(wheel, 888, 60, "#23282f")
        sheet.disc(wheel, 888, 26, "#b9c2c8")
    for x, height, shirt in ((1190, 240, "#f4f1de"), (1330, 250, "#e07a5f"), (1430, 205, "#f4f1de")):
        person(sheet, x, 900, height, shirt, legs="#2f3b52")
    return sheet


def pagoda_roofs() -> Canvas:
    """Three tiers of roof in front of the evening."""
    sheet = Canvas("#3b2a63", "#8c3f74", "#e4715c", "#fbb45f", "#ffdf9a")
    sheet.glow(800, 780, 640, "#fff0b8", 0.85)
    sheet.disc(800, 760, 190, "#fff1c0")
    sheet.hills(880, 70, "#b04f5c", phase=0.8, waves=1.8)
    dark, edge = "#2a1536", "#f7b267"
    for x, height in ((90, 520), (210, 400), (1420, 430), (1530, 560)):
        sugar_palm(sheet, x, 960, height, "#4a1f44", "#552449")
    sheet.rect(360, 760, 1240, 960, dark)
    for index in range(9):
        sheet.rect(385 + index * 100, 780, 415 + index * 100, 960, "#472345")
    _tiers(sheet, dark, edge)
    sheet.rect(0, 950, 1600, 1067, "#1c0f2a")
    sheet.rect(620, 940, 980, 1067, "#351b3f")
    for step in range(4):
        sheet.rect(600 - step * 26, 960 + step * 28, 1000 + step * 26, 970 + step * 28, "#5f2f50")
    person(sheet, 700, 1000, 120, "#f08a24", legs="#f08a24", hair="#c48a5f", skin="#c48a5f")
    person(sheet, 770, 1010, 124, "#f39c37", legs="#f39c37", hair="#b9794f")
    flock(sheet, 390, 210, 17, "#3b1d48", 6)
    return sheet


def _tiers(sheet: Canvas, dark: str, edge: str) -> None:
    for top, bottom, near, far in ((560, 790, 260, 560), (420, 610, 170, 400), (290, 470, 90, 270)):
        slope = [(800 - far, bottom), (800 - far * 0.72, bottom - (bottom - top) * 0.45), (800 - near, top)]
        mirror = [(1600 - x, y) for x, y in reversed(slope)]
        outline = [*_bend(slope), *_bend(mirror)]
        sheet.polygon(outline, mix(dark, "#7a2f4a", 0.25))
        sheet.line(outline, edge, 6)
        sheet.line([(800 - far, bottom), (800 + far, bottom)], edge, 6)
        for side in (-1, 1):
            sheet.curve(
                [
                    (800 + side * far, bottom),
                    (800 + side * (far + 44), bottom - 30),
                    (800 + side * (far + 38), bottom - 84),
                ],
                edge,
                9,
            )
            sheet.curve(
                [(800 + side * near, top), (800 + side * (near + 26), top - 34), (800 + side * (near + 14), top - 78)],
                edge,
                7,
            )
    sheet.polygon([(690, 330), (800, 96), (910, 330)], "#54234a")
    sheet.line([(690, 330), (800, 96), (910, 330)], edge, 7)
    sheet.polygon([(786, 130), (800, -10), (814, 130)], dark)
    sheet.disc(800, 240, 26, edge)


def _bend(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a sagging roof line through three points."""
    (a, b), (c, d), (e, f) = points
    return [
        (
            (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t * t * e,
            (1 - t) ** 2 * b + 2 * t * (1 - t) * d + t * t * f + 26 * t * (1 - t),
        )
        for t in (i / 12 for i in range(13))
    ]


def school_road() -> Canvas:
    """Children in a row on the narrow edge of a wide road."""
    sheet = Canvas("#f3c98b", "#f8e0b0", "#fdf2d6")
    sheet.hills(460, 60, "#d9c08a", phase=1.1, waves=1.6)
    for x, height in ((90, 260), (1240, 300), (1390, 240), (1520, 320)):
        tree(sheet, x, 545, height, "#7f9a55", "#7a5b40")
    sheet.rect(0, 520, 1600, 640, "#c9b06a")
    sheet.polygon([(0, 600), (1600, 560), (1600, 1067), (0, 1067)], "#7b7672")
    sheet.polygon([(0, 880), (1600, 930), (1600, 1067), (0, 1067)], "#b98a5c")
    sheet.line([(0, 872), (1600, 922)], "#ead9b4", 7)
    for index in range(6):
        x = 30 + index * 280
        sheet.polygon(
            [(x, 726 + index * 3), (x + 150, 727 + index * 3), (x + 150, 740 + index * 3), (x, 739 + index * 3)],
            "#f3ead2",
        )
    _lorry(sheet, 950, 720)
    for index, (shirt, height) in enumerate(
        (("#fdfbf2", 230), ("#fdfbf2", 205), ("#fdfbf2", 222), ("#fdfbf2", 190), ("#fdfbf2", 214))
    ):
        x, base = 250 + index * 130, 985 + index * 5
        sheet.ellipse(x, base, 46, 9, "#5b412c66")
        person(sheet, x, base, height, shirt, legs="#26446e", skin=("#b9794f", "#9a6340")[index % 2])
        tone = ("#d1495b", "#edae49", "#2e8b8b", "#7d4e8c", "#e07a5f")[index]
        sheet.rect(x - height * 0.2, base - height * 0.79, x - height * 0.02, base - height * 0.5, tone, 10)
    for x, y, radius in (
        (600, 706, 26),
        (548, 700, 36),
        (484, 690, 44),
        (410, 684, 34),
        (346, 694, 22),
        (450, 716, 26),
    ):
        sheet.disc(x, y, radius, "#dcc9a277")
    return sheet


def _lorry(sheet: Canvas, x: float, base: float) -> None:
    sheet.ellipse(x + 60, base + 6, 400, 18, "#3d3a3877")
    sheet.polygon([(x - 310, base - 250), (x + 210, base - 250), (x + 190, base - 60), (x - 290, base - 60)], "#c25a34")
    for index in range(6):
        left = x - 290 + index * 84
        sheet.rect(left, base - 246, left + 12, base - 64, "#96411f")
    sheet.blob(
        [
            (x - 300, base - 250),
            (x - 180, base - 320),
            (x - 20, base - 338),
            (x + 120, base - 316),
            (x + 200, base - 250),
        ],
        "#b98545",
    )
    sheet.rect(x + 222, base - 280, x + 410, base - 50, "#2f5d7c", 18)
    sheet.polygon(
        [(x + 300, base - 256), (x + 396, base - 256), (x + 402, base - 160), (x + 300, base - 160)], "#cfe3e6"
    )
    sheet.rect(x - 300, base - 66, x + 414, base - 34, "#3a3f45", 6)
    sheet.rect(x + 396, base - 90, x + 418, base - 62, "#fff0b0", 5)
    for wheel in (-210, -110, 320):
        sheet.disc(x + wheel, base - 36, 52, "#23262a")
        sheet.disc(x + wheel, base - 36, 22, "#a7a7a2")


def brick_kiln() -> Canvas:
    """The domed kiln and its chimney."""
    sheet = Canvas("#d98a5b", "#f0b981", "#f9dcae")
    for index, (x, y, size) in enumerate(((1130, 60, 90), (1040, 120, 76), (985, 190, 62), (950, 250, 44))):
        cloud(sheet, x + 60, y, size * 1.4, mix("#8b7470", "#d2ac8c", 0.25 + index * 0.05))
    sheet.hills(640, 60, "#c98e63", phase=0.3, waves=1.7)
    for x in (80, 1490):
        sugar_palm(sheet, x, 700, 330, "#8a5a44", "#97644b")
    sheet.band(680, 1067, "#c77f52", "#a8603c", "#7f422b")
    sheet.polygon([(880, 700), (904, 270), (976, 270), (1000, 700)], "#9c4a31")
    for row in range(10):
        taper = row * 2.3
        sheet.line([(882 + taper, 680 - row * 42), (998 - taper, 680 - row * 42)], "#82391f", 3)
    sheet.rect(894, 256, 986, 286, "#6f2f1d", 4)
    sheet.blob([(330, 830), (340, 640), (470, 500), (640, 460), (810, 500), (940, 640), (950, 830)], "#b5573a")
    for row in range(8):
        y = 800 - row * 42
        half, above = (296 * math.sqrt(max(0.0, 1 - ((830 - level) / 368) ** 2)) for level in (y, y - 42))
        sheet.line([(640 - half, y), (640 + half, y)], "#98432b", 4)
        for brick in range(-4, 5):
            left = 640 + brick * 72 + 36 * (row % 2)
            if abs(left - 640) < above:
                sheet.line([(left, y), (left, y - 42)], "#98432b", 3)
    sheet.glow(640, 770, 210, "#ffb347", 0.85)
    sheet.slice(640, 832, (92, 170), (180, 360), "#3a1710")
    sheet.slice(640, 834, (70, 120), (180, 360), "#f28a2e")
    sheet.slice(640, 836, (44, 78), (180, 360), "#ffd873")
    for column, (left, rows) in enumerate(((1050, 6), (1230, 8), (1410, 5), (40, 5), (190, 3))):
        for row in range(rows):
            for brick in range(4):
                tone = mix("#c4603e", "#8f3a22", spread(row * 4 + brick, column * 0.2))
                sheet.rect(left + brick * 40, 900 - row * 30, left + brick * 40 + 36, 926 - row * 30, tone, 3)
    person(sheet, 1000, 960, 230, "#e9d8a6", legs="#4c3a34", hat="#f4dfa5", skin="#9a6340")
    person(sheet, 400, 950, 215, "#5f7f8c", legs="#4c3a34", skin="#8a5636")
    sheet.rect(438, 790, 520, 812, "#c4603e", 3)
    sheet.rect(446, 768, 512, 790, "#a94c30", 3)
    return sheet
