"""Plans seen from above: the river wall, bus lines, drains, an old survey, a park, and the parts of a kite."""

from __future__ import annotations

from newsroom.demo.canvas import Canvas, mix, scatter, smooth, spread

LAND, STREET, WATER, INK = "#f2ead6", "#ffffff", "#a9d3dc", "#2b3a45"


def river_wall() -> Canvas:
    """The west bank between market and bridge."""
    sheet = _town()
    sheet.curve([(1012, 250), (1002, 420), (988, 600), (1004, 760)], "#ffffff", 26)
    sheet.curve([(1012, 250), (1002, 420), (988, 600), (1004, 760)], "#d1453b", 15)
    _label(sheet, 690, 250, "Old Market", "#e0a33c")
    _label(sheet, 690, 800, "Iron Bridge", "#5b6873")
    _label(sheet, 590, 520, "River wall, 640 m", "#d1453b")
    _compass(sheet, 1480, 930)
    return sheet


def bus_lines() -> Canvas:
    """Three lines that meet at the market."""
    sheet = _town()
    lines = (
        ("#d1453b", [(150, 210), (520, 240), (800, 300), (930, 560), (1010, 800), (1330, 800), (1500, 880)]),
        ("#2b6cb0", [(130, 900), (380, 760), (560, 560), (800, 300), (860, 90)]),
        ("#e0a33c", [(800, 300), (812, 520), (840, 760), (830, 940), (800, 1080)]),
    )
    for colour, points in lines:
        sheet.curve(points, "#ffffff", 30)
        sheet.curve(points, colour, 18)
        for x, y in points:
            sheet.disc(x, y, 17, "#ffffff")
            sheet.ring(x, y, 17, INK, 5)
    sheet.disc(800, 300, 34, "#ffffff")
    sheet.ring(800, 300, 34, INK, 9)
    for x, y, words in (
        (590, 210, "Old Market"),
        (1390, 740, "Station"),
        (150, 690, "Hospital"),
        (160, 130, "High school"),
        (530, 1010, "to Prek Chik"),
    ):
        _label(sheet, x, y, words, INK)
    _compass(sheet, 1480, 120)
    return sheet


def drains() -> Canvas:
    """Gutters as a web of blue, what blocks them in red."""
    sheet = Canvas("#e9e2cf")
    for row in range(6):
        for column in range(8):
            left, top = 50 + column * 192 + 18 * spread(row, 0.2), 50 + row * 166
            width, height = 150 + 24 * spread(column + row, 0.4), 124 + 16 * spread(column, 0.1)
            tone = ("#f8f2e2", "#f4ead0", "#dbe6c8")[(row * 3 + column * 2) % 7 % 3]
            sheet.rect(left, top, left + width, top + height, tone, 10)
            for house in range(3):
                x = left + 14 + house * 46
                sheet.rect(x, top + 16, x + 34, top + 50 + 14 * spread(house + column), mix(tone, "#b98f68", 0.42), 4)
    for row in range(7):
        y = 34 + row * 166
        sheet.curve([(0, y), (400, y + 5), (820, y - 3), (1230, y + 4), (1600, y + 12)], "#3f8fb5", 5 + row)
    for column in range(8):
        x = 28 + column * 194
        sheet.curve([(x, 0), (x + 5, 340), (x - 3, 700), (x + 8, 1067)], "#3f8fb5", 5)
    sheet.curve([(-20, 1010), (500, 980), (980, 1020), (1640, 960)], "#2a6f96", 34)
    for index in range(17):
        across, down = scatter(index)
        x, y = 28 + int(across * 8) * 194, 34 + int(down * 6) * 166
        sheet.disc(x, y, 25, "#ffffff")
        sheet.disc(x, y, 18, "#d1453b")
    sheet.rect(1120, 770, 1560, 930, "#fffdf6", 14)
    sheet.line([(1150, 818), (1230, 818)], "#3f8fb5", 9)
    sheet.text(1256, 830, "drain", 34, INK)
    sheet.disc(1190, 882, 17, "#d1453b")
    sheet.text(1256, 894, "blocked", 34, INK)
    return sheet


def land_sketch() -> Canvas:
    """A surveyor's drawing on old paper, the mango tree in the middle."""
    sheet = Canvas("#d8b984", "#caa66c")
    sheet.polygon([(120, 60), (1490, 90), (1470, 1010), (100, 985)], "#f0dcae")
    sheet.glow(800, 520, 760, "#f8ebc8", 0.9)
    for x in (560, 1030):
        sheet.line([(x, 70), (x - 8, 1000)], "#d9be86", 3)
    sheet.line([(112, 530), (1480, 548)], "#d9be86", 3)
    ink = "#5b4028"
    for x in (260, 470, 640, 760, 960, 1170, 1340):
        sheet.curve([(x, 250), (x - 4, 470), (x + 3, 700)], ink, 4)
    for y in (250, 700):
        sheet.curve([(250, y), (640, y + 6), (1000, y - 4), (1350, y + 5)], ink, 4)
    for y in range(275, 690, 34):
        sheet.line([(660, y), (742, y + 14)], "#b5653f", 2.5)
    for left, number in ((350, "1"), (545, "2"), (848, "3"), (1056, "4"), (1246, "5")):
        sheet.ring(left, 460, 34, ink, 4)
        sheet.text(left, 474, number, 40, ink, "ms")
    sheet.text(700, 232, "14 m", 38, "#a03c2c", "ms")
    sheet.line([(640, 244), (760, 244)], "#a03c2c", 5)
    for y, height in ((810, 0), (850, 14), (890, 6)):
        sheet.curve([(130, y + height), (500, y - 14), (900, y + 12), (1450, y - 8)], "#6d8f96", 4)
    sheet.disc(700, 755, 30, "#7d8f55")
    for index in range(8):
        sheet.disc(672 + 14 * index * (index % 2) % 60, 742 + 9 * (index % 4), 17, "#6d8048")
    sheet.line([(700, 780), (700, 810)], ink, 6)
    sheet.text(760, 780, "mango tree", 30, ink)
    sheet.text(190, 180, "Phum Thmei, March 1967", 44, ink)
    sheet.line([(1140, 180), (1400, 180)], ink, 5)
    for step in range(5):
        sheet.line([(1140 + step * 65, 168), (1140 + step * 65, 192)], ink, 4)
    sheet.text(1270, 152, "40 m", 30, ink, "ms")
    return sheet


def park() -> Canvas:
    """Paths, trees, a pond and the football ground by the water."""
    sheet = Canvas("#b9d68a", "#a5c977")
    sheet.blob([(1180, -80), (1230, 300), (1160, 620), (1240, 1150), (1760, 1150), (1760, -80)], "#f0dfb4")
    sheet.blob([(1240, -80), (1290, 300), (1220, 620), (1300, 1150), (1760, 1150), (1760, -80)], "#7fbfca")
    sheet.ripples(60, 1040, "#ffffff22", 20)
    for points in (
        [(-20, 240), (260, 300), (520, 180), (820, 260), (1180, 180)],
        [(-20, 860), (300, 800), (560, 900), (860, 820), (1190, 900)],
        [(420, -20), (380, 260), (520, 540), (430, 820), (470, 1090)],
    ):
        sheet.curve(points, "#f7edd2", 42)
    sheet.blob([(560, 600), (640, 480), (800, 470), (860, 580), (780, 700), (640, 720)], "#e9dcb0")
    sheet.blob([(580, 600), (652, 500), (792, 492), (838, 580), (768, 680), (650, 698)], "#6fb3c2")
    for x, y in ((660, 560), (730, 610), (770, 545)):
        sheet.ellipse(x, y, 20, 13, "#7fae62")
        sheet.disc(x + 5, y - 4, 6, "#e88fae")
    sheet.polygon([(900, 320), (1160, 400), (1080, 740), (820, 660)], "#7fb35c")
    sheet.line([(900, 320), (1160, 400), (1080, 740), (820, 660), (900, 320)], "#ffffff", 7)
    sheet.line([(860, 490), (1120, 570)], "#ffffff", 5)
    sheet.ring(990, 530, 46, "#ffffff", 5)
    for index in range(46):
        x, y = 40 + (index * 211) % 1120, 40 + (index * 353) % 1000
        if (540 < x < 1190 and 290 < y < 780) or (330 < x < 540 and index % 3):
            continue
        size = 30 + 20 * spread(index)
        sheet.disc(x + 8, y + 10, size, "#6f8f5166")
        sheet.disc(x, y, size, ("#5f9a54", "#4d8a5a", "#7fae55")[index % 3])
        sheet.disc(x - size * 0.25, y - size * 0.25, size * 0.5, ("#79b06a", "#649e6d", "#98c26b")[index % 3])
    for x, y, words in ((110, 160, "Playground"), (590, 790, "Pond"), (880, 280, "Football"), (60, 960, "Gate")):
        _label(sheet, x, y, words, "#4d6f45")
    return sheet


def kite_plan() -> Canvas:
    """The kite as its maker would draw it."""
    sheet = Canvas("#1f4a63", "#17394f")
    for index in range(32):
        sheet.line([(index * 52, 0), (index * 52, 1067)], "#ffffff10", 2)
        sheet.line([(0, index * 52), (1600, index * 52)], "#ffffff10", 2)
    chalk, bright = "#d9ecf0", "#f6d365"
    wing = [(440, 420), (620, 330), (800, 380), (980, 330), (1160, 420), (960, 500), (800, 510), (640, 500)]
    tail = [(620, 720), (700, 670), (800, 690), (900, 670), (980, 720), (890, 780), (800, 790), (710, 780)]
    for shape in (wing, tail):
        sheet.blob(shape, "#ffffff22")
        outline = smooth(shape, closed=True)
        sheet.line([*outline, outline[0]], chalk, 5)
    sheet.line([(800, 260), (800, 860)], chalk, 6)
    sheet.line([(450, 420), (1150, 420)], chalk, 4)
    sheet.curve([(600, 240), (700, 192), (800, 180), (900, 192), (1000, 240)], bright, 8)
    sheet.line([(600, 240), (1000, 240)], bright, 4)
    for side in (-1, 1):
        sheet.curve(
            [(800 + side * 60, 790), (800 + side * 110, 880), (800 + side * 60, 970), (800 + side * 120, 1050)],
            chalk,
            5,
        )
    for start, end, words, anchor in (
        *(((1000, 232), (1180, 180), "bow", "ls"), ((1100, 400), (1250, 350), "wing", "ls")),
        *(((800, 600), (560, 600), "spine", "rs"), ((970, 730), (1190, 700), "tail", "ls")),
        ((690, 940), (520, 900), "streamer", "rs"),
    ):
        sheet.line([start, end], bright, 2)
        sheet.disc(*start, 8, bright)
        sheet.text(end[0] + (14 if anchor == "ls" else -14), end[1] + 12, words, 42, chalk, anchor)
    return sheet


def _town() -> Canvas:
    """Blocks of houses on both banks of the river, with the bridge."""
    sheet = Canvas(LAND)
    for row in range(7):
        for column in range(9):
            left, top = -40 + column * 190, -30 + row * 160
            tone = ("#e6dabd", "#e9e0c9", "#d9dfc0")[(row * 2 + column) % 3]
            sheet.rect(left, top, left + 166, top + 136, tone, 10)
    river = [(1050, -40), (1110, 220), (1030, 520), (1060, 800), (980, 1120)]
    far = [(1240, 1120), (1300, 800), (1260, 520), (1340, 220), (1270, -40)]
    bank = [(x - 46, y) for x, y in river] + [(x + 46, y) for x, y in far]
    sheet.blob(bank, STREET)
    sheet.blob([*river, *far], WATER)
    for index in range(9):
        y = 70 + index * 115
        sheet.curve([(1110, y), (1160, y - 12), (1220, y)], "#ffffff99", 4)
    sheet.polygon([(960, 776), (1360, 776), (1360, 824), (960, 824)], "#6d7a80")
    for index in range(9):
        sheet.line([(980 + index * 45, 776), (1000 + index * 45, 824)], "#98a4a8", 4)
    return sheet


def _label(sheet: Canvas, x: float, y: float, words: str, colour: str) -> None:
    width = len(words) * 19 + 44
    sheet.rect(x, y - 44, x + width, y + 18, colour, 12)
    sheet.text(x + width / 2, y, words, 36, "#ffffff", "ms")


def _compass(sheet: Canvas, x: float, y: float) -> None:
    sheet.disc(x, y, 54, "#ffffff")
    sheet.polygon([(x, y - 44), (x + 16, y), (x - 16, y)], "#d1453b")
    sheet.polygon([(x, y + 44), (x + 16, y), (x - 16, y)], INK)
