"""Lead pictures on and beside the river by day. Each public function returns one finished sheet."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, mix, scatter, spread
from newsroom.demo.motifs import boat, bush, cloud, coconut_palm, flock, person, stilt_house, sugar_palm


def river_dawn() -> Canvas:
    """Two boats, four ridges and a low sun."""
    sheet = Canvas("#31497a", "#8d7fa8", "#f2a98a", "#ffd9a0")
    sheet.glow(1080, 520, 560, "#fff0c4", 0.95)
    sheet.disc(1080, 500, 74, "#fff3d2")
    for index, (base, height) in enumerate(((520, 150), (565, 120), (605, 90), (640, 60))):
        sheet.hills(base, height, mix("#a58ba5", "#2c4360", index / 3.2), phase=1.3 * index, waves=1.3 + index * 0.5)
    sheet.band(650, 1067, "#f3b78f", "#b98f9c", "#56638d", "#2d4069")
    sheet.glitter(1080, 662, 1010, "#ffe9bd", 90)
    sheet.ripples(680, 1050, "#ffffff33", 46)
    for x, height in ((60, 210), (150, 280), (235, 190)):
        sugar_palm(sheet, x, 668, height, "#22324d", "#2b3f5d")
    sheet.blob([(-60, 668), (120, 640), (330, 655), (470, 676), (200, 690), (-60, 690)], "#22324d")
    boat(sheet, 620, 800, 420, "#2a2f45", rower="#c8553d")
    boat(sheet, 1190, 720, 200, "#39405c", rower="#3b5b7d")
    flock(sheet, 560, 250, 15, "#3a4468", 5)
    return sheet


def ferry() -> Canvas:
    """The flat ferry half-way to the island."""
    sheet = Canvas("#bfe3e0", "#e8f1d8", "#fbeac2")
    cloud(sheet, 1180, 190, 220, "#f3faf0")
    sheet.hills(430, 70, "#a9cdbb", phase=2.2, waves=1.2)
    sheet.blob([(780, 500), (980, 430), (1250, 405), (1650, 415), (1650, 520), (780, 520)], "#4f8f6b")
    for x, height in ((960, 130), (1050, 190), (1140, 160), (1250, 210), (1345, 170), (1440, 220), (1540, 180)):
        coconut_palm(sheet, x, 470, height, mix("#2f6b52", "#4f8f6b", spread(x) * 0.4), 0.12 if x % 20 else -0.12)
    stilt_house(sheet, 1200, 500, 110, "#c98e5a", "#a8483a")
    stilt_house(sheet, 1390, 502, 96, "#d9b382", "#6b5a64")
    sheet.band(505, 1067, "#8cc7b5", "#4f9e95", "#2a6f76")
    sheet.ripples(530, 1060, "#ffffff44", 60, start=0.2)
    sheet.ellipse(660, 862, 590, 34, "#12454f55")
    for index, (x, shirt, hat) in enumerate(
        (
            (250, "#f4f1de", ""),
            (345, "#e07a5f", "#f2d492"),
            (540, "#3d5a80", ""),
            (735, "#f2cc8f", "#f2d492"),
            (905, "#81b29a", ""),
        )
    ):
        person(sheet, x, 802, 190 + 8 * (index % 2), shirt, hat=hat)
    for x, paint in ((440, "#c8443b"), (640, "#2b4162"), (820, "#d98324")):
        _motorcycle(sheet, x, 800, 1.0, paint)
    sheet.rect(960, 600, 1130, 800, "#f4ead2", 6)
    sheet.rect(980, 622, 1110, 690, "#4b7f8c", 4)
    sheet.rect(940, 586, 1150, 606, "#b3402f", 4)
    sheet.line([(1045, 586), (1045, 500)], "#54473f", 6)
    sheet.polygon([(1048, 502), (1130, 520), (1048, 542)], "#b3402f")
    sheet.polygon([(90, 800), (1240, 800), (1180, 872), (150, 872)], "#3f4f5c")
    sheet.polygon([(1240, 800), (1370, 740), (1376, 754), (1250, 822)], "#2e3a45")
    sheet.rect(90, 792, 1240, 810, "#d9a441")
    for x in range(170, 1180, 120):
        sheet.disc(x, 842, 22, "#222b32")
        sheet.disc(x, 842, 10, "#3f4f5c")
    sheet.ripples(880, 930, "#ffffff88", 12, start=0.6)
    return sheet


def _motorcycle(sheet: Canvas, x: float, base: float, size: float, paint: str) -> None:
    for wheel in (-42, 42):
        sheet.ring(x + wheel * size, base - 26 * size, 26 * size, "#1f2429", 8 * size)
    body = ((-46, -52), (-10, -72), (30, -64), (44, -30), (-40, -30))
    sheet.polygon([(x + across * size, base + down * size) for across, down in body], paint)
    sheet.rect(x - 56 * size, base - 82 * size, x + 8 * size, base - 68 * size, "#22262b", 6)
    sheet.line([(x + 42 * size, base - 28 * size), (x + 26 * size, base - 100 * size)], "#22262b", 6 * size)
    sheet.line([(x + 26 * size, base - 100 * size), (x + 2 * size, base - 104 * size)], "#22262b", 6 * size)


def iron_bridge() -> Canvas:
    """Three iron arches over still evening water."""
    sheet = Canvas("#5b6fa3", "#c497a3", "#f5c08f", "#fbe0b0")
    sheet.glow(420, 560, 420, "#fff0c8", 0.9)
    sheet.hills(560, 110, "#a9839a", phase=0.4, waves=1.4)
    sheet.hills(600, 70, "#7d6a8c", phase=2.0, waves=2.1)
    sheet.band(620, 1067, "#f3c295", "#c0909b", "#6a6a98", "#3b4674")
    sheet.glitter(420, 630, 1000, "#ffe8bd", 70)
    for flip, tone in ((-1, "#5a648f88"), (1, "#2f4a4d")):
        _arches(sheet, 620, flip, tone)
    for x in (0, 533, 1066, 1600):
        sheet.polygon([(x - 34, 560), (x + 34, 560), (x + 44, 660), (x - 44, 660)], "#6d6473")
        sheet.rect(x - 44, 650, x + 44, 664, "#4e4a5c")
    for index, x in enumerate((170, 250, 700, 780, 1210, 1420)):
        person(sheet, x, 548, 46, ("#f0e3c8", "#b5483a", "#3c5a78")[index % 3], legs="#2b2f42")
    sheet.ripples(680, 1050, "#ffffff2c", 50, start=0.35)
    boat(sheet, 1130, 860, 330, "#2b2f4b", rower="#d08a4e")
    flock(sheet, 1050, 210, 14, "#4a4f7c", 5)
    return sheet


def _arches(sheet: Canvas, water: float, flip: int, tone: str) -> None:
    """Draw the trusses, or their image in the water where `flip` is -1."""

    def level(height: float) -> float:
        return water - height if flip > 0 else water + 46 + height * 0.8

    for start in (0, 533, 1066):
        rim = [(start + 533 * i / 16, level(80 + 190 * math.sin(math.pi * i / 16))) for i in range(17)]
        inner = [(start + 533 * i / 16, level(80 + 150 * math.sin(math.pi * i / 16))) for i in range(17)]
        sheet.line(rim, tone, 14)
        sheet.line(inner, tone, 7)
        for i in range(1, 16):
            sheet.line([rim[i], (rim[i][0], level(70))], tone, 4)
            sheet.line([rim[i], inner[i - 1]], tone, 3)
    top, bottom = sorted((level(78), level(56)))
    sheet.rect(0, top, 1600, bottom, tone)


def fishing_nets() -> Canvas:
    """Lift nets on bamboo against a pink evening."""
    sheet = Canvas("#513b6e", "#b0567c", "#f08a6c", "#ffd08a")
    sheet.glow(800, 600, 520, "#fff0b8", 0.85)
    sheet.disc(800, 585, 88, "#fff2c4")
    sheet.hills(640, 46, "#8a466f", phase=1.1, waves=2.4)
    sheet.band(650, 1067, "#f7a777", "#c0637c", "#6b3f74", "#3a2a57")
    sheet.glitter(800, 660, 1040, "#ffe9ae", 110)
    sheet.ripples(670, 1050, "#ffd9c833", 44)
    _lift_net(sheet, 380, 850, 1.15)
    _lift_net(sheet, 1290, 760, 0.8)
    boat(sheet, 900, 910, 330, "#2a1c3f", rower="#7d3b60")
    flock(sheet, 1080, 280, 15, "#442b5e", 5)
    return sheet


def _lift_net(sheet: Canvas, x: float, base: float, size: float) -> None:
    dark = "#2a1c3f"
    head = (x + 40 * size, base - 520 * size)
    corners = [(x - 230 * size, base - 190 * size), (x + 20 * size, base - 150 * size)]
    corners += [(x + 300 * size, base - 200 * size), (x + 70 * size, base - 240 * size)]
    for index in range(4):
        first, last = corners[index], corners[(index + 1) % 4]
        middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2 + 54 * size)
        sheet.curve([first, middle, last], "#ffe3bd", 3)
    bag = [corners[0], (x - 60 * size, base - 95 * size), (x + 60 * size, base - 75 * size)]
    sheet.blob([*bag, (x + 190 * size, base - 110 * size), corners[2], corners[3]], "#ffe3bd55")
    for index in range(9):
        left = x + (-190 + index * 54) * size
        sheet.curve([(left, base - 190 * size), (x + (left - x) * 0.55 + 20 * size, base - 84 * size)], "#ffe9cc88", 2)
    for corner in corners:
        sheet.curve([head, ((head[0] + corner[0]) / 2, (head[1] + corner[1]) / 2 - 34 * size), corner], dark, 6 * size)
    sheet.line([(x - 330 * size, base), head], dark, 11 * size)
    sheet.line([(x - 250 * size, base), (head[0] - 8, head[1] + 8)], dark, 9 * size)
    hut = x - 330 * size
    for post in (-70, 0, 60):
        sheet.line([(hut + post * size, base + 60 * size), (hut + post * size, base - 60 * size)], dark, 8 * size)
    sheet.rect(hut - 95 * size, base - 66 * size, hut + 85 * size, base - 52 * size, dark)
    sheet.rect(hut - 74 * size, base - 150 * size, hut + 60 * size, base - 60 * size, "#4a2c55")
    sheet.polygon(
        [(hut - 105 * size, base - 140 * size), (hut - 6, base - 220 * size), (hut + 92 * size, base - 140 * size)],
        dark,
    )


def flood_gauge() -> Canvas:
    """The striped post in high brown water, rain on its way."""
    sheet = Canvas("#3c4a5b", "#66747f", "#9fa39a", "#c6bfa5")
    for index in range(8):
        x, y = 60 + index * 225, 130 + 70 * spread(index, 0.3)
        cloud(sheet, x, y, 210 + 60 * spread(index), mix("#2f3b4a", "#7e8a92", spread(index, 0.6) * 0.7))
    for index in range(90):
        x, y = scatter(index)
        sheet.line([(x * 1640, 240 + y * 350), (x * 1640 - 16, 294 + y * 350)], "#dfe6e455", 2)
    sheet.hills(610, 60, "#6d7a72", phase=0.9, waves=1.8)
    for x in (140, 230, 1080, 1190, 1400, 1490):
        bush(sheet, x, 640, 60 + 26 * spread(x), "#4c5f50")
    stilt_house(sheet, 1290, 690, 230, "#8a6c52", "#59433c")
    sheet.band(632, 1067, "#b39c78", "#95795a", "#6f5743", "#50402f")
    sheet.ripples(650, 1050, "#e9d9b44d", 64)
    sheet.rect(640, 210, 770, 806, "#f4efe2", 8)
    for index in range(8):
        top = 232 + index * 74
        sheet.rect(652, top, 700, top + 37, "#c2362f")
        sheet.rect(652, top + 37, 676, min(top + 74, 806), "#2b3440")
        sheet.text(758, top + 34, f"{12 - index}", 36, "#2b3440", "rs")
    sheet.arc(705, 806, (118, 15), (0, 180), "#d8c39a", 4)
    sheet.arc(705, 806, (160, 24), (15, 165), "#d8c39a88", 3)
    sheet.line([(0, 828), (560, 812)], "#d8c39a55", 3)
    boat(sheet, 300, 880, 360, "#3b2f2a", rower="#d8a13f")
    return sheet


def weir() -> Canvas:
    """White water through four of six gates at night."""
    sheet = Canvas("#141d33", "#26344f", "#4a5a70")
    cloud(sheet, 300, 190, 260, "#32415c")
    cloud(sheet, 1180, 150, 300, "#2c3a55")
    cloud(sheet, 800, 260, 240, "#3b4a64")
    sheet.hills(470, 90, "#1d2b42", phase=1.9, waves=1.5)
    sheet.band(470, 560, "#56697d", "#3d5066")
    sheet.rect(60, 500, 1540, 590, "#8e8f8b")
    sheet.rect(60, 490, 1540, 512, "#b9b6a8")
    _gates(sheet)
    sheet.band(846, 1067, "#8fb3bf", "#3f6a7d", "#1c3a52")
    for index in range(90):
        x, y = scatter(index)
        sheet.ellipse(
            330 + x * 950, 838 + y * y * 150, 26 + 40 * spread(index, 0.7), 9 + 10 * spread(index, 0.2), "#ffffffb0"
        )
    sheet.ripples(900, 1060, "#cfe6ea55", 34)
    person(sheet, 915, 504, 92, "#e0a32e", legs="#1b2433")
    return sheet


def _gates(sheet: Canvas) -> None:
    for index in range(6):
        left = 130 + index * 230
        open_gate = index not in (0, 5)
        sheet.rect(left, 590, left + 190, 820, "#2a3440" if open_gate else "#4c5a63")
        if open_gate:
            sheet.band(600, 850, "#a9c6d2", "#d4e6ea", "#f6fbfa", left=left, right=left + 190)
            for stroke in range(7):
                x = left + 14 + stroke * 27
                sheet.line([(x, 612), (x + 5, 840)], "#6f9bb088" if stroke % 2 else "#ffffffcc", 4)
            sheet.rect(left, 515, left + 190, 600, "#355f6b", 4)
        else:
            for bar in range(4):
                sheet.rect(left + 8, 612 + bar * 52, left + 182, 628 + bar * 52, "#37454e")
    for index in range(7):
        left = 80 + index * 230
        sheet.rect(left, 420, left + 52, 850, "#a8a59a")
        sheet.rect(left + 36, 420, left + 52, 850, "#7b7a74")
        sheet.rect(left - 10, 400, left + 62, 424, "#c9c4b2", 4)
        sheet.glow(left + 26, 372, 120, "#ffdf9a", 0.75)
        sheet.line([(left + 26, 404), (left + 26, 372)], "#4b4f55", 5)
        sheet.disc(left + 26, 368, 10, "#fff3cc")


def library_boat() -> Canvas:
    """The blue barge with books in its windows."""
    sheet = Canvas("#f7e3b5", "#f9efd3", "#dcebd6")
    cloud(sheet, 520, 200, 200, "#fdf8e8")
    sheet.hills(470, 60, "#a9c79b", phase=0.8, waves=1.3)
    sheet.rect(0, 470, 1600, 640, "#7fae7c")
    for x, height in ((90, 340), (220, 280), (1370, 330), (1500, 380)):
        coconut_palm(sheet, x, 560, height, "#3f7558", 0.1 if x < 800 else -0.14)
    sheet.band(620, 1067, "#9ed0c4", "#5ba6a6", "#2f7480")
    sheet.ripples(650, 1060, "#ffffff55", 54)
    sheet.ellipse(800, 836, 560, 30, "#1e5a6655")
    sheet.rect(330, 470, 1250, 740, "#2f6f9f", 8)
    sheet.rect(300, 440, 1280, 484, "#e9573f", 10)
    for index in range(5):
        left = 372 + index * 172
        sheet.rect(left, 520, left + 140, 680, "#fff6dc", 8)
        for row in range(2):
            for book in range(8):
                height = 44 + 16 * spread(book + row * 5, index * 0.2)
                tone = ("#c8443b", "#e8a33d", "#3f7558", "#7a4d7c", "#35618e")[(book * 2 + index + row) % 5]
                x = left + 10 + book * 15
                sheet.rect(x, 594 + row * 76 - height, x + 12, 594 + row * 76, tone)
            sheet.rect(left + 6, 594 + row * 76, left + 134, 600 + row * 76, "#9a6b43")
    sheet.polygon([(220, 735), (1390, 735), (1300, 845), (310, 845)], "#1f4766")
    sheet.rect(220, 725, 1390, 745, "#f4d27a")
    sheet.polygon([(0, 905), (330, 830), (330, 858), (0, 950)], "#8a6545")
    for index, (x, shirt) in enumerate(((70, "#fdfdf6"), (150, "#fdfdf6"), (238, "#e8a33d"))):
        person(sheet, x, 905 - index * 18, 165 - index * 14, shirt, legs="#28456b")
    return sheet


def cranes() -> Canvas:
    """Tall grey birds in shallow water at sunrise."""
    sheet = Canvas("#f4b183", "#f9d5a7", "#fdeecb")
    sheet.glow(1130, 430, 460, "#fffbe0", 1.0)
    sheet.disc(1130, 420, 92, "#fff8dc")
    sheet.hills(520, 60, "#d8b58e", phase=1.2, waves=1.5)
    sheet.hills(560, 36, "#a9a27d", phase=2.8, waves=2.6)
    sheet.band(575, 1067, "#f6d8a8", "#d6c09a", "#8fa38f", "#5d7f78")
    sheet.glitter(1130, 590, 1000, "#fffbe6bb", 100)
    sheet.ripples(600, 1050, "#ffffff4d", 44)
    for x, y, size, facing in (
        (1260, 690, 0.5, -1),
        (960, 720, 0.6, 1),
        (1420, 760, 0.66, -1),
        (380, 900, 1.25, 1),
        (690, 850, 1.0, -1),
    ):
        _crane(sheet, x, y, size, facing)
    for x, y, size in ((300, 190, 1.0), (470, 250, 0.8), (620, 150, 0.7), (780, 230, 0.6)):
        _flying_crane(sheet, x, y, size)
    for index in range(46):
        x = spread(index) * 240 if index % 2 else 1400 + spread(index) * 220
        sheet.curve(
            [(x, 1070), (x + 6, 960), (x + 26 * (spread(index, 0.4) - 0.3), 830 + 90 * spread(index, 0.8))],
            "#4d6a4f",
            6,
        )
    return sheet


def _crane(sheet: Canvas, x: float, base: float, size: float, facing: int) -> None:
    grey, dark = "#8f9aa3", "#5d6972"

    def at(across: float, up: float) -> tuple[float, float]:
        return x + across * facing * size, base - up * size

    sheet.ellipse(x, base + 4, 66 * size, 7 * size, "#4a6a6a66")
    sheet.line([at(-6, 0), at(-2, 130), at(4, 190)], "#6b4a46", 6 * size)
    sheet.line([at(18, 0), at(14, 130), at(12, 190)], "#8a5f55", 6 * size)
    sheet.blob([at(-120, 168), at(-60, 235), at(30, 262), at(82, 236), at(60, 188), at(-30, 168)], grey)
    sheet.blob([at(-130, 150), at(-70, 220), at(10, 236), at(-30, 186)], dark)
    sheet.curve([at(62, 236), at(92, 292), at(74, 352), at(96, 402)], grey, 22 * size)
    sheet.disc(*at(98, 410), 20 * size, "#c2362f")
    sheet.curve([at(84, 372), at(92, 394)], "#c2362f", 24 * size)
    sheet.polygon([at(112, 418), at(172, 400), at(112, 402)], "#6e6a55")
    sheet.disc(*at(103, 414), 4 * size, "#201a1a")


def _flying_crane(sheet: Canvas, x: float, y: float, size: float) -> None:
    tone = "#7b7f80"
    sheet.line([(x - 90 * size, y + 8), (x + 86 * size, y - 12 * size)], tone, 7 * size)
    sheet.blob([(x - 24 * size, y), (x - 60 * size, y - 90 * size), (x + 34 * size, y - 4)], tone)
    sheet.blob([(x - 14 * size, y), (x + 10 * size, y - 104 * size), (x + 30 * size, y)], mix(tone, "#000000", 0.2))
    sheet.disc(x + 88 * size, y - 13 * size, 7 * size, "#c2362f")
