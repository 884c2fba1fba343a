"""Lead pictures of races and matches. Each public function returns one finished sheet."""

from __future__ import annotations

from newsroom.demo.canvas import Canvas, mix, scatter, spread
from newsroom.demo.motifs import bunting, cloud, coconut_palm, cyclist, person, sugar_palm


def boat_race() -> Canvas:
    """Two long boats under a festival sky."""
    sheet = Canvas("#4fa9d6", "#9fd6e6", "#e8f3e4")
    cloud(sheet, 330, 210, 190, "#d5ecf0")
    cloud(sheet, 1240, 150, 150, "#b9e0ec")
    sheet.hills(420, 60, "#7fb49a", phase=0.6, waves=1.6)
    sheet.rect(0, 405, 1600, 490, "#d9c39a")
    for index in range(52):
        x, height = index * 31 + 8, 66 + 14 * spread(index, 0.4)
        shirt = ("#e4572e", "#f3a712", "#fdf6e3", "#a23b72", "#2e86ab")[index * 3 % 5]
        person(sheet, x, 490, height, shirt, legs="#455065", hat="#f0dca8" if index % 4 == 0 else "")
    bunting(sheet, -20, 820, 300, ("#e4572e", "#f3a712", "#2e86ab"), 60)
    bunting(sheet, 780, 1620, 300, ("#f3a712", "#a23b72", "#fdf6e3"), 60)
    sheet.rect(792, 250, 806, 490, "#7a5b3e")
    sheet.band(490, 1067, "#2f9fb5", "#1f7c9a", "#155a7d")
    sheet.ripples(510, 1060, "#ffffff44", 70)
    _racing_boat(sheet, 700, 665, 1150, "#7d1d3f", "#f3a712", "#fdf6e3")
    _racing_boat(sheet, 860, 890, 1330, "#123c56", "#e4572e", "#f3a712")
    return sheet


def _racing_boat(sheet: Canvas, x: float, y: float, length: float, hull: str, trim: str, shirt: str) -> None:
    half, size = length / 2, length / 1150
    sheet.ellipse(x, y + 26 * size, half * 0.96, 16 * size, "#08304855")
    for index in range(17):
        left = x - half * 0.74 + index * half * 0.088
        sheet.line([(left + 16, y - 62 * size), (left - 26, y + 34 * size)], "#f2d9a0", 6 * size)
        sheet.ellipse(left - 30, y + 36 * size, 20 * size, 5 * size, "#ffffffaa")
        tone = shirt if index % 2 else mix(shirt, "#000000", 0.08)
        sheet.polygon(
            [
                *((left - 22, y - 8), (left + 6 * size, y - 70 * size)),
                *((left + 34 * size, y - 66 * size), (left + 24, y - 8)),
            ],
            tone,
        )
        sheet.disc(left + 26 * size, y - 88 * size, 19 * size, "#a9683f")
        sheet.slice(left + 26 * size, y - 90 * size, (20 * size, 20 * size), (175, 365), trim)
    ends = [(x - half, y - 96 * size), (x - half * 0.86, y - 26 * size), (x - half * 0.6, y - 4)]
    bow = [(x + half * 0.7, y - 4), (x + half * 0.9, y - 30 * size), (x + half * 1.02, y - 120 * size)]
    under = [(x + half * 0.93, y + 2), (x + half * 0.7, y + 30 * size), (x - half * 0.7, y + 30 * size)]
    sheet.polygon([*ends, *bow, *under, (x - half * 0.92, y - 4)], hull)
    sheet.line([(x - half * 0.62, y + 6), (x + half * 0.72, y + 6)], trim, 7 * size)
    sheet.disc(x + half * 0.87, y - 8 * size, 13 * size, "#fdf6e3")
    sheet.disc(x + half * 0.875, y - 8 * size, 6 * size, "#201a1a")


def bicycle_race() -> Canvas:
    """Five riders under a rainy sky."""
    sheet = Canvas("#7d93a3", "#b3c0bf", "#dcdcc4")
    for x, y, size in ((250, 170, 230), (760, 120, 260), (1300, 190, 240)):
        cloud(sheet, x, y, size, "#8fa1ac")
    for index in range(70):
        x, y = scatter(index, 0.3)
        sheet.line([(x * 1640, y * 480), (x * 1640 - 12, y * 480 + 40)], "#e9efee66", 2)
    sheet.hills(520, 60, "#8fac8a", phase=2.4, waves=1.6)
    sheet.band(520, 720, "#a7c46a", "#7fab52")
    for index in range(9):
        sheet.line([(index * 230 - 200, 720), (620 + index * 46, 520)], "#5f8f4a", 4)
    for x in (180, 1360, 1480):
        sugar_palm(sheet, x, 590, 250, "#4c6b55", "#587a60")
    sheet.band(720, 1067, "#b98a63", "#a06f4d", "#7f5239")
    sheet.rect(0, 712, 1600, 728, "#8aa65a")
    for index in range(14):
        x, y = scatter(index, 0.15)
        sheet.ellipse(x * 1600, 975 + y * 80, 70 + 50 * spread(index), 7 + 5 * y, "#d9c4a566")
    jerseys = ("#f2c14e", "#3d7ea6", "#d1495b", "#5fa777", "#7d4e8c")
    for index, (x, base, size) in enumerate(
        ((250, 850, 1.2), (560, 830, 1.16), (1330, 850, 1.22), (820, 910, 1.4), (1110, 960, 1.5))
    ):
        cyclist(sheet, x, base, size, jerseys[index], skin=("#a9683f", "#c48a5f")[index % 2])
    for index in range(40):
        x, y = scatter(index, 0.7)
        sheet.disc(200 + x * 1100, 900 + y * 90, 3 + 4 * spread(index), "#8a5d40")
    return sheet


def football_pitch() -> Canvas:
    """The goal at the river end, under lights."""
    sheet = Canvas("#0f1a3d", "#23346b", "#4b4d86")
    _stand(sheet)
    for index in range(7):
        tone = "#3f9a58" if index % 2 else "#4aa862"
        left, right = index * 320 - 320, index * 320
        sheet.polygon(
            [(left * 0.62 + 304, 560), (right * 0.62 + 304, 560), (right * 1.5 - 400, 1067), (left * 1.5 - 400, 1067)],
            tone,
        )
    sheet.rect(0, 548, 1600, 566, "#e9e2cc")
    _lines_and_goal(sheet)
    person(sheet, 900, 650, 160, "#f2c14e", legs="#2b2f42")
    for x, base, height, shirt in (
        (640, 720, 172, "#c8443b"),
        (770, 735, 178, "#2f6fb0"),
        (1010, 760, 188, "#2f6fb0"),
        (420, 830, 205, "#c8443b"),
        (1180, 850, 210, "#c8443b"),
        (870, 930, 232, "#2f6fb0"),
    ):
        sheet.ellipse(x, base, height * 0.22, 9, "#1d5a3377")
        person(sheet, x, base, height, shirt, legs=mix(shirt, "#ffffff", 0.82))
    sheet.disc(742, 540, 15, "#ffffff")
    sheet.disc(745, 541, 5, "#23282d")
    return sheet


def _stand(sheet: Canvas) -> None:
    sheet.rect(0, 380, 1600, 560, "#1b2448")
    for index in range(330):
        x, y = scatter(index)
        tone = ("#e9c46a", "#c8443b", "#f4f1de", "#5f8fb0", "#8a5a7a", "#33406e")[index % 6]
        sheet.disc(x * 1600, 400 + y * 140, 8, mix(tone, "#1b2448", 0.25))
    for x in (150, 1450):
        sheet.line([(x, 560), (x, 130)], "#3a456f", 14)
        sheet.glow(x, 120, 300, "#f4f4d8", 0.75)
        sheet.rect(x - 70, 84, x + 70, 150, "#2a345c", 6)
        for lamp in range(8):
            sheet.disc(x - 50 + (lamp % 4) * 33, 102 + (lamp // 4) * 30, 12, "#fffbe0")


def _lines_and_goal(sheet: Canvas) -> None:
    white = "#f4f8ee"
    sheet.line([(250, 640), (1350, 640)], white, 7)
    sheet.line([(330, 640), (140, 860), (1460, 860), (1270, 640)], white, 7)
    sheet.arc(800, 860, (190, 62), (0, 180), white, 7)
    sheet.ellipse(800, 770, 12, 5, white)
    for step in range(25):
        sheet.line([(560 + step * 20, 440), (560 + step * 20, 640)], "#ffffff66", 2)
    for step in range(10):
        sheet.line([(560, 444 + step * 21), (1040, 444 + step * 21)], "#ffffff66", 2)
    sheet.line([(556, 640), (556, 436), (1044, 436), (1044, 640)], white, 11)


def volleyball() -> Canvas:
    """A village court on a Sunday."""
    sheet = Canvas("#f7b267", "#fbd49b", "#fdf0d0")
    sheet.disc(1260, 190, 84, "#fff6d8")
    sheet.glow(1260, 190, 320, "#fff8dd", 0.8)
    sheet.hills(520, 50, "#c4b27a", phase=1.9, waves=1.6)
    for x, height in ((60, 460), (170, 360), (1440, 480), (1540, 380)):
        coconut_palm(sheet, x, 640, height, "#5b7a4c", 0.08 if x < 800 else -0.1)
    for index in range(34):
        person(
            sheet,
            20 + index * 48,
            640,
            92 + 20 * spread(index),
            ("#5f8fb0", "#f4f1de", "#c75b6a", "#8fb56f", "#edae49")[index * 2 % 5],
            legs="#4a4250",
            hat="#f0dca8" if index % 5 == 0 else "",
        )
    sheet.band(640, 1067, "#d9915c", "#c67a48", "#a85f38")
    sheet.line([(120, 1010), (270, 700), (1330, 700), (1480, 1010), (120, 1010)], "#fdf3dc", 8)
    sheet.line([(800, 700), (800, 1010)], "#fdf3dc", 6)
    players = (
        (420, 820, "#f08a24"),
        (570, 930, "#f08a24"),
        (300, 950, "#f08a24"),
        (1040, 830, "#2a7f8f"),
        (1210, 930, "#2a7f8f"),
    )
    for x, base, shirt in players:
        sheet.ellipse(x, base, 56, 12, "#6b351f66")
        person(sheet, x, base, 236, shirt, legs="#2b2f42", skin=("#b9794f", "#8f5a3a")[x % 3 == 0])
    _spiker(sheet, 690, 800)
    _net(sheet)
    sheet.disc(880, 330, 34, "#fdf6e3")
    sheet.arc(880, 330, (34, 34), (200, 320), "#2a7f8f", 7)
    sheet.arc(880, 352, (34, 34), (210, 330), "#f08a24", 6)
    return sheet


def _net(sheet: Canvas) -> None:
    for index in range(12):
        sheet.line([(800, 470 + index * 16), (812, 470 + index * 16)], "#ffffff", 2)
    sheet.rect(794, 420, 808, 1010, "#5b4636")
    sheet.polygon([(801, 450), (850, 400), (850, 596), (801, 640)], "#fdf6e3aa")
    for index in range(9):
        sheet.line([(801, 456 + index * 22), (850, 406 + index * 22)], "#7a5b45", 2)


def _spiker(sheet: Canvas, x: float, base: float) -> None:
    sheet.ellipse(x, base + 70, 60, 11, "#6b351f66")
    sheet.line([(x - 6, base - 160), (x - 50, base - 84), (x - 94, base - 96)], "#2b2f42", 26)
    sheet.line([(x + 8, base - 160), (x + 2, base - 70), (x - 30, base - 14)], "#2b2f42", 26)
    sheet.line([(x, base - 170), (x + 16, base - 268)], "#f08a24", 52)
    sheet.line([(x + 26, base - 280), (x + 88, base - 330), (x + 140, base - 420)], "#b9794f", 19)
    sheet.line([(x + 4, base - 276), (x - 60, base - 300), (x - 80, base - 360)], "#b9794f", 18)
    sheet.disc(x + 30, base - 330, 29, "#b9794f")
    sheet.slice(x + 26, base - 334, (32, 31), (150, 350), "#231c1a")


def chess() -> Canvas:
    """The board of Khmer chess, seen from the player's side."""
    sheet = Canvas("#24463f", "#2f5f55", "#183630")
    sheet.glow(800, 300, 700, "#d9e8b8", 0.4)
    sheet.polygon([(330, 210), (1270, 210), (1560, 1000), (40, 1000)], "#6f4429")
    sheet.polygon([(40, 1000), (1560, 1000), (1560, 1040), (40, 1040)], "#4a2b19")
    for row in range(8):
        for column in range(8):
            corners = [_square(column + a, row + b) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]
            sheet.polygon(corners, "#edcf97" if (row + column) % 2 else "#dfb877")
            sheet.line([*corners, corners[0]], "#8a5a2f", 3)
    pieces = [(column, 2, "#3b2219", 0) for column in range(8)] + [
        (column, 0, "#3b2219", 1 + column % 3) for column in range(8)
    ]
    pieces += [(column, 5, "#f7ead0", 0) for column in range(8) if column != 3]
    pieces += [(3, 4, "#f7ead0", 0), *((column, 7, "#f7ead0", 1 + column % 3) for column in range(8))]
    for column, row, tone, kind in sorted(pieces, key=lambda piece: piece[1]):
        left, right = _square(column, row + 0.5), _square(column + 1, row + 0.5)
        _piece(sheet, (left[0] + right[0]) / 2, left[1] + 10, (right[0] - left[0]) / 120, tone, kind)
    return sheet


def _square(column: float, row: float) -> tuple[float, float]:
    """Return where a corner of the board's grid lies on the sheet."""
    depth = (row / 8) ** 1.25
    y = 232 + 740 * depth
    half = 440 + 262 * (y - 232) / 740
    return 800 + (column / 4 - 1) * half, y


def _piece(sheet: Canvas, x: float, base: float, size: float, tone: str, kind: int) -> None:
    shade = mix(tone, "#6b4a2a", 0.3)
    sheet.ellipse(x + 10 * size, base + 4 * size, 42 * size, 13 * size, "#4a2b1955")
    if kind == 0:
        sheet.rect(x - 36 * size, base - 22 * size, x + 36 * size, base, shade, 10 * size)
        sheet.ellipse(x, base - 22 * size, 36 * size, 13 * size, tone)
        return
    height = (66, 86, 112)[kind - 1]
    sheet.blob(
        [
            (x - 38 * size, base),
            (x - 22 * size, base - height * 0.5 * size),
            (x, base - height * size),
            (x + 22 * size, base - height * 0.5 * size),
            (x + 38 * size, base),
        ],
        tone,
    )
    sheet.ellipse(x, base, 40 * size, 13 * size, shade)
    sheet.ellipse(x, base - height * 0.45 * size, 27 * size, 8 * size, shade)
    sheet.disc(x, base - height * size, 11 * size, tone)
