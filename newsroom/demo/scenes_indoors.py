"""Lead pictures of crafts, music and books. Each public function returns one finished sheet."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, mix, scatter, spread
from newsroom.demo.motifs import person

BOOKS = ("#c8443b", "#e8a33d", "#3f7558", "#7a4d7c", "#35618e", "#d9c9a3", "#b5657a")


def shadow_puppets() -> Canvas:
    """Three leather figures in front of a lit cloth."""
    sheet = Canvas("#2a120c")
    sheet.rect(60, 70, 1540, 860, "#c2561c")
    sheet.glow(800, 560, 900, "#ffb545", 1.0)
    sheet.glow(800, 600, 520, "#ffe6a0", 1.0)
    sheet.rect(30, 0, 90, 1067, "#1c0b07")
    sheet.rect(1510, 0, 1570, 1067, "#1c0b07")
    sheet.rect(0, 40, 1600, 96, "#1c0b07")
    for index in range(14):
        sheet.slice(100 + index * 108, 92, (56, 46), (0, 180), "#3c1710")
    sheet.blob(
        [
            (60, 870),
            (300, 800),
            (520, 848),
            (820, 790),
            (1120, 850),
            (1400, 800),
            (1560, 860),
            (1560, 1000),
            (60, 1000),
        ],
        "#4f1f10",
    )
    for x, size, facing, arm in ((450, 1.0, 1, -50), (1130, 1.05, -1, -75), (805, 0.72, 1, 10)):
        _puppet(sheet, x, 830 if size > 0.8 else 815, size, facing, arm)
    sheet.rect(0, 852, 1600, 1067, "#3a160c")
    for index in range(17):
        x = 40 + index * 96
        sheet.disc(x, 985 + 26 * spread(index), 50, "#0c0403")
        sheet.rect(x - 62, 1020 + 26 * spread(index), x + 62, 1100, "#0c0403", 30)
    return sheet


def _puppet(sheet: Canvas, x: float, base: float, size: float, facing: int, arm: float) -> None:
    dark, light = "#24100a", "#ffc766"

    def at(across: float, up: float) -> tuple[float, float]:
        return x + across * facing * size, base - up * size

    sheet.line([at(0, -60), at(0, 240)], dark, 9 * size)
    sheet.blob([at(-100, 60), at(-70, 190), at(-46, 300), at(46, 300), at(80, 190), at(120, 60), at(20, 30)], dark)
    sheet.blob([at(-76, 300), at(-66, 420), at(-30, 452), at(40, 450), at(74, 410), at(60, 300)], dark)
    sheet.polygon([at(-24, 440), at(-24, 490), at(24, 490), at(24, 440)], dark)
    sheet.blob(
        [at(-46, 500), at(-40, 570), at(10, 590), at(48, 566), at(74, 536), at(50, 524), at(44, 490), at(-20, 482)],
        dark,
    )
    sheet.polygon([at(-56, 560), at(-44, 640), at(-16, 660), at(-6, 780), at(8, 660), at(38, 636), at(50, 566)], dark)
    for up in (590, 622, 652):
        sheet.line([at(-40 + (up - 590) * 0.3, up), at(36 - (up - 590) * 0.3, up)], light, 4 * size)
    for side in (-1, 1):
        sheet.polygon([at(side * 50, 440), at(side * 130, 500), at(side * 84, 400)], dark)
    elbow, hand = at(150, 350 - arm * 0.3), at(230, 440 - arm * 2)
    sheet.line([at(60, 420), elbow, hand], dark, 27 * size)
    sheet.disc(*hand, 21 * size, dark)
    sheet.line([hand, (hand[0] + 30 * facing * size, base + 50 * size)], dark, 5 * size)
    rear = at(-150, 330)
    sheet.line([at(-60, 420), rear, at(-110, 250)], dark, 27 * size)
    for row in range(5):
        for column in range(3 + row // 2):
            across = (column - (2 + row // 2) / 2) * 40
            sheet.disc(*at(across + 8, 250 - row * 42), 8 * size, light)
    for across, up in ((-36, 400), (0, 410), (36, 400), (-20, 360), (20, 360), (0, 320)):
        sheet.disc(*at(across, up), 9 * size, light)
    sheet.disc(*at(26, 552), 6 * size, light)


def library_shelves() -> Canvas:
    """Shelves to the ceiling, a ladder and one reader."""
    sheet = Canvas("#f6dfae", "#efcb8c")
    sheet.rect(60, 40, 1540, 930, "#8a5a36")
    for row in range(5):
        top = 66 + row * 172
        sheet.rect(86, top, 1514, top + 150, mix("#4d2f1f", "#6b4229", row / 5))
        _row_of_books(sheet, 96, 1500, top + 150, row)
        sheet.rect(60, top + 150, 1540, top + 172, "#a9713f")
    for x in (60, 556, 1038, 1516):
        sheet.rect(x, 40, x + 24, 930, "#a9713f")
    sheet.band(926, 1067, "#b06f43", "#8a5233")
    sheet.ellipse(880, 1010, 520, 46, "#c8443b")
    sheet.ellipse(880, 1008, 440, 34, "#e07a5f")
    for left, right in (((330, 990), (430, 120)), ((450, 990), (520, 120))):
        sheet.line([left, right], "#e9c98b", 14)
    for step in range(9):
        y = 200 + step * 88
        share = (990 - y) / 870
        sheet.line([(330 + 100 * share, y), (450 + 70 * share, y)], "#e9c98b", 11)
    sheet.blob([(700, 1000), (730, 930), (880, 910), (1030, 930), (1060, 1000), (880, 1024)], "#2f7f86")
    sheet.blob([(770, 968), (800, 800), (870, 770), (945, 800), (975, 968)], "#f2c14e")
    sheet.line([(800, 960), (740, 880), (820, 868)], "#3c4f7a", 46)
    sheet.line([(945, 960), (1010, 880), (930, 868)], "#3c4f7a", 46)
    sheet.line([(806, 820), (790, 890), (846, 872)], "#b9794f", 22)
    sheet.line([(938, 820), (958, 890), (900, 872)], "#b9794f", 22)
    sheet.disc(872, 716, 62, "#b9794f")
    sheet.slice(872, 706, (68, 66), (168, 372), "#231c1a")
    sheet.disc(806, 742, 20, "#231c1a")
    sheet.disc(938, 742, 20, "#231c1a")
    sheet.polygon([(772, 830), (872, 850), (972, 830), (972, 900), (872, 922), (772, 900)], "#fdf6e3")
    sheet.polygon([(764, 838), (872, 860), (980, 838), (980, 912), (872, 934), (764, 912)], "#c8443b")
    sheet.glow(1290, 250, 460, "#fff0c0", 0.5)
    return sheet


def _row_of_books(sheet: Canvas, left: float, right: float, base: float, row: int) -> None:
    x, index = left, row * 11
    while x < right - 40:
        width, height = 20 + 22 * spread(index, 0.1), 92 + 46 * spread(index, 0.6)
        tone = mix(BOOKS[(index * 3 + row) % 7], "#2a1a12", 0.25 * spread(index, 0.3))
        if spread(index, 0.8) > 0.93:
            sheet.polygon(
                [(x + 22, base), (x + 22 + width, base), (x + width + 52, base - height + 10), (x + 52, base - height)],
                tone,
            )
            x += width + 58
        else:
            sheet.rect(x, base - height, x + width, base, tone, 3)
            sheet.rect(x + 4, base - height + 16, x + width - 4, base - height + 22, "#f6e7c6")
            sheet.rect(x + 4, base - 26, x + width - 4, base - 20, "#f6e7c6")
            x += width + 3
        index += 1


def weaving() -> Canvas:
    """A loom by the window, the cloth half done."""
    sheet = Canvas("#f3d9a8", "#e6b98a", "#c98e69")
    _window(sheet)
    sheet.band(880, 1067, "#9a6645", "#74462f")
    _scarves_on_poles(sheet)
    person(sheet, 760, 980, 640, "#35618e", legs="#7a2f45", skin="#a9683f")
    sheet.disc(760, 345, 46, "#231c1a")
    sheet.rect(712, 440, 808, 462, "#a9683f")
    _loom(sheet)
    sheet.line([(640, 610), (600, 700)], "#a9683f", 34)
    sheet.line([(880, 610), (930, 700)], "#a9683f", 34)
    sheet.blob([(900, 712), (990, 696), (1080, 712), (990, 730)], "#e9c98b")
    for x, tone in ((1180, "#c8443b"), (1270, "#fbf3df"), (1360, "#31507a")):
        sheet.rect(x - 30, 890, x + 30, 985, tone, 22)
        sheet.ellipse(x, 890, 36, 11, "#a9713f")
        sheet.ellipse(x, 985, 36, 11, "#a9713f")
    return sheet


def _window(sheet: Canvas) -> None:
    sheet.rect(1080, 90, 1480, 560, "#a9d8d2", 12)
    sheet.glow(1280, 320, 520, "#fff6d8", 0.75)
    for x, height in ((1180, 250), (1380, 310)):
        sheet.rect(x - 8, 560 - height, x + 8, 560, "#6f9f7f")
        sheet.disc(x, 560 - height, 74, "#7fb08a")
    for x in (1068, 1272, 1468):
        sheet.rect(x, 80, x + 22, 572, "#8a5a36")
    for y in (80, 310, 556):
        sheet.rect(1068, y, 1490, y + 22, "#8a5a36")


def _scarves_on_poles(sheet: Canvas) -> None:
    for index in range(6):
        tone = ("#c8443b", "#31507a", "#e0a33c", "#4a7f66", "#f6ead2", "#7a3f5f")[index]
        sheet.rect(120, 190 + index * 62, 420, 236 + index * 62, tone, 20)
        for stripe in range(6):
            sheet.rect(
                140 + stripe * 46, 190 + index * 62, 152 + stripe * 46, 236 + index * 62, mix(tone, "#ffffff", 0.35)
            )
    sheet.rect(96, 160, 110, 880, "#7a4d30")
    sheet.rect(430, 160, 444, 880, "#7a4d30")


def _loom(sheet: Canvas) -> None:
    for x in (470, 1040):
        sheet.rect(x, 250, x + 34, 1010, "#6f4429")
        sheet.rect(x - 30, 990, x + 64, 1020, "#573420")
    sheet.rect(440, 250, 1104, 286, "#6f4429")
    for index in range(52):
        x = 520 + index * 10
        sheet.line([(x, 512), (x, 640)], "#fbf3df" if index % 8 < 4 else "#c8443b", 3)
    sheet.rect(496, 494, 1048, 520, "#a9713f", 8)
    sheet.rect(500, 566, 1050, 596, "#a9713f", 8)
    for row in range(9):
        for column in range(13):
            both = (row % 2) + (column % 2)
            tone = ("#fbf3df", "#df8f86", "#c8443b")[both]
            sheet.rect(518 + column * 40, 640 + row * 30, 558 + column * 40, 670 + row * 30, tone)
    sheet.rect(490, 900, 1060, 940, "#6f4429", 10)


def chapei() -> Canvas:
    """A long-necked lute beside a lantern."""
    sheet = Canvas("#7a1f2b", "#8f2a30", "#5f1725")
    for row in range(5):
        for column in range(9):
            x, y = 90 + column * 180 + 90 * (row % 2), 90 + row * 150
            sheet.polygon([(x, y - 40), (x + 28, y), (x, y + 40), (x - 28, y)], "#99363766")
    sheet.glow(1210, 520, 640, "#ffbf69", 0.8)
    sheet.band(820, 1067, "#6b3a24", "#452214")
    sheet.rect(0, 812, 1600, 832, "#a5673c")
    sheet.ellipse(520, 905, 330, 26, "#2a120c88")
    neck = [(640, 700), (760, 470), (880, 250), (960, 140), (1060, 96), (1110, 150)]
    sheet.curve(neck, "#3d1c10", 40)
    sheet.curve(neck, "#8a4f2a", 26)
    sheet.blob(
        [(330, 800), (350, 650), (470, 580), (620, 620), (690, 730), (640, 860), (490, 905), (370, 880)], "#3d1c10"
    )
    sheet.blob(
        [(352, 796), (370, 664), (476, 602), (606, 638), (666, 732), (622, 842), (490, 882), (388, 862)], "#c98947"
    )
    sheet.blob(
        [(392, 790), (406, 690), (484, 640), (580, 668), (624, 738), (592, 818), (490, 848), (416, 836)], "#dda662"
    )
    sheet.disc(510, 735, 26, "#4d2614")
    sheet.line([(420, 820), (480, 858)], "#4d2614", 17)
    for shift in (-6, 8):
        sheet.curve([(446 + shift, 838), (640 + shift, 640), (790 + shift, 404), (950 + shift, 160)], "#fdf0cf", 2.5)
    for index in range(9):
        x, y = 664 + index * 26, 650 - index * 49
        sheet.line([(x - 18, y - 8), (x + 20, y + 12)], "#f3dcae", 6)
    for x, y in ((950, 130), (990, 108)):
        sheet.line([(x - 46, y - 38), (x + 34, y + 46)], "#2d130b", 13)
    _lantern(sheet, 1230, 820)
    _teapot(sheet, 950, 880)
    for x in (1090, 1160):
        sheet.slice(x, 872, (34, 44), (0, 180), "#f3e6c8")
        sheet.ellipse(x, 872, 34, 9, "#a5673c")
    return sheet


def _lantern(sheet: Canvas, x: float, base: float) -> None:
    sheet.glow(x, base - 190, 300, "#ffe2a0", 0.95)
    sheet.ring(x, base - 380, 46, "#2d130b", 9)
    sheet.polygon([(x - 90, base - 300), (x, base - 370), (x + 90, base - 300)], "#2d130b")
    sheet.rect(x - 76, base - 300, x + 76, base - 40, "#ffdf94")
    sheet.blob([(x, base - 210), (x - 30, base - 130), (x, base - 96), (x + 30, base - 130)], "#ff9f45")
    sheet.blob([(x, base - 170), (x - 14, base - 126), (x, base - 104), (x + 14, base - 126)], "#fff6d0")
    for left in (-80, -6, 70):
        sheet.rect(x + left, base - 300, x + left + 11, base - 40, "#2d130b")
    sheet.rect(x - 100, base - 46, x + 100, base + 6, "#2d130b", 8)


def _teapot(sheet: Canvas, x: float, base: float) -> None:
    sheet.arc(x, base - 130, (70, 70), (180, 360), "#2d130b", 10)
    sheet.blob(
        [
            (x - 80, base - 20),
            (x - 96, base - 80),
            (x - 50, base - 132),
            (x + 50, base - 132),
            (x + 96, base - 80),
            (x + 80, base - 20),
        ],
        "#2f6f73",
    )
    sheet.polygon([(x - 84, base - 96), (x - 150, base - 130), (x - 138, base - 146), (x - 60, base - 120)], "#2f6f73")
    sheet.ellipse(x, base - 132, 52, 12, "#245659")
    sheet.disc(x, base - 148, 12, "#f3dcae")
    sheet.curve([(x - 60, base - 60), (x, base - 46), (x + 60, base - 60)], "#f3dcae", 5)


def prahok() -> Canvas:
    """Jars, a basket of fish and salt in the yard."""
    sheet = Canvas("#bfe0d2", "#f4ecc8", "#f6d79a")
    sheet.hills(520, 60, "#a3c3a0", phase=1.3, waves=1.6)
    sheet.band(520, 640, "#8fc4c0", "#5f9fa8")
    sheet.ripples(530, 630, "#ffffff66", 26)
    sheet.band(640, 1067, "#d9b27a", "#c4945a", "#9f7143")
    _drying_fish(sheet)
    for x, base, size in ((240, 860, 1.5), (470, 830, 1.2), (1380, 850, 1.45)):
        _great_jar(sheet, x, base, size)
    sheet.ellipse(900, 935, 330, 34, "#6b442866")
    sheet.polygon([(600, 800), (1200, 800), (1110, 940), (690, 940)], "#c08a45")
    for row in range(4):
        for column in range(16):
            left = 612 + column * 36 + row * 6
            if 608 + row * 22 < left < 1172 - row * 22:
                sheet.rect(
                    left, 808 + row * 33, left + 26, 828 + row * 33, "#a06d31" if (row + column) % 2 else "#d9a85f", 4
                )
    for index in range(44):
        x, y = scatter(index)
        y = 760 + y * 50
        _fish(
            sheet,
            640 + x * 520,
            y,
            0.9,
            1 if spread(index, 0.9) > 0.5 else -1,
            mix("#8aa2aa", "#c9d4d2", spread(index)),
        )
    sheet.ellipse(900, 812, 304, 14, "#d9a85f")
    person(sheet, 1230, 990, 330, "#c8443b", legs="#3f3350", skin="#9a6340", hat="#f3dfa4")
    sheet.polygon([(590, 990), (640, 910), (700, 990)], "#fbf8ef")
    return sheet


def _drying_fish(sheet: Canvas) -> None:
    sheet.rect(60, 330, 84, 720, "#6f4a2f")
    sheet.rect(1500, 330, 1524, 720, "#6f4a2f")
    for y in (390, 500):
        sheet.curve([(70, y), (800, y + 34), (1512, y)], "#6f4a2f", 5)
        for index in range(21):
            x = 130 + index * 67
            top = y + 34 * math.sin(math.pi * (x - 70) / 1442)
            sheet.blob(
                [(x, top), (x - 17, top + 38), (x, top + 74), (x + 17, top + 38)], "#7f97a0" if index % 2 else "#9db0b3"
            )
            sheet.polygon([(x - 15, top + 92), (x, top + 66), (x + 15, top + 92)], "#6c838c")


def _great_jar(sheet: Canvas, x: float, base: float, size: float) -> None:
    sheet.ellipse(x, base + 4, 90 * size, 15 * size, "#6b442866")
    outline = [(-50, 0), (-96, -100), (-84, -170), (-44, -210), (44, -210), (84, -170), (96, -100), (50, 0)]
    sheet.blob([(x + a * size, base + b * size) for a, b in outline], "#7a4a31")
    sheet.rect(x - 56 * size, base - 226 * size, x + 56 * size, base - 202 * size, "#5b3422", 8)
    sheet.slice(x, base - 222 * size, (66 * size, 34 * size), (180, 360), "#d9c48f")
    for level in (-150, -120):
        half = 88 * size
        sheet.curve(
            [(x - half, base + level * size), (x, base + (level + 14) * size), (x + half, base + level * size)],
            "#99643f",
            5,
        )
    sheet.curve(
        [(x - 66 * size, base - 60 * size), (x - 72 * size, base - 110 * size), (x - 56 * size, base - 160 * size)],
        "#a9724a",
        9 * size,
    )


def _fish(sheet: Canvas, x: float, y: float, size: float, facing: int, tone: str) -> None:
    outline = [(-52, 0), (-10, -19), (34, -13), (56, 0), (34, 13), (-10, 19)]
    sheet.blob([(x + a * facing * size, y + b * size) for a, b in outline], tone)
    sheet.polygon(
        [(x - 46 * facing * size, y), (x - 78 * facing * size, y - 19 * size), (x - 78 * facing * size, y + 19 * size)],
        mix(tone, "#000000", 0.2),
    )
    sheet.disc(x + 38 * facing * size, y - 4 * size, 4 * size, "#23282d")
