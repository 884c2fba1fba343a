"""Portraits of the invented staff, and the newspaper's emblem. Read by `drawing` alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from newsroom.demo.canvas import SMOOTH, Canvas, mix

SIDE = 800


@dataclass(frozen=True, slots=True)
class Face:
    """What tells one flat portrait from another. Colours are `#rrggbb`."""

    wall: str
    skin: str
    hair: str
    shirt: str
    style: str = "short"  # short, long, bun, bob, cap, grey
    glasses: bool = False
    scarf: str = ""
    beard: bool = False


FACES = {
    "chea-sovanny": Face("#e9b44c", "#c48a5f", "#1f1a1c", "#2f6f73", "bob"),
    "long-piseth": Face("#8fb9a8", "#8f5b3a", "#17130f", "#f3e6c8", "cap", scarf="#c8443b"),
    "nuon-kanika": Face("#d97b66", "#b9794f", "#241a18", "#f6efe0", "long", glasses=True),
    "tep-ratha": Face("#5f8fb0", "#a5683f", "#161214", "#e2574c"),
    "owen-fairbrass": Face("#c9d6c2", "#eab894", "#a9622f", "#31507a", beard=True),
    "yin-bopha": Face("#b79ac8", "#cf9a70", "#2a1d1f", "#fdf6e3", "bun"),
    "miriam-aldous": Face("#f0d9b5", "#6f452f", "#2b2326", "#8a3f5f", "bun", glasses=True),
    "mom-sreyleak": Face("#3f5a73", "#bd8056", "#1a1517", "#e8a33d", "short", scarf="#35618e"),
    "vann-tola": Face("#a5b86f", "#a9704a", "#d9d6cf", "#4a4f5c", "grey", glasses=True),
    "hok-sreymom": Face("#f4a261", "#8f5a3a", "#1c1413", "#2f7f86", "cap"),
    "ly-chantrea": Face("#9bb7d4", "#d0a078", "#2b1d1b", "#c8443b", "bob", glasses=True),
    "mao-chanreaksmey": Face("#f2b8a2", "#c08a62", "#1f1719", "#4a7f66", "long"),
    "seng-vibol": Face("#79a9a4", "#94603e", "#151112", "#f2c14e", beard=False, glasses=True),
    "chhim-sophy": Face("#e6c229", "#b4764c", "#221a1c", "#7a4d7c", "bob", scarf="#f6ead2"),
}


def portrait(face: Face) -> Canvas:
    """Head and shoulders in front of a plain wall."""
    sheet = Canvas(mix(face.wall, "#ffffff", 0.12), mix(face.wall, "#22303c", 0.1), width=SIDE, height=SIDE)
    sheet.disc(400, 400, 330, mix(face.wall, "#ffffff", 0.25))
    _hair_behind(sheet, face)
    sheet.blob([(70, 880), (110, 700), (250, 615), (400, 600), (550, 615), (690, 700), (730, 880)], face.shirt)
    sheet.polygon([(335, 520), (465, 520), (478, 615), (400, 668), (322, 615)], mix(face.skin, "#3b1f14", 0.18))
    sheet.polygon(
        [(316, 606), (400, 690), (484, 606), (520, 636), (400, 750), (280, 636)], mix(face.shirt, "#ffffff", 0.22)
    )
    _head(sheet, face)
    if face.beard:
        sheet.slice(400, 440, (132, 130), (12, 168), face.hair)
        sheet.ellipse(400, 492, 42, 15, "#b5655a")
    _hair_before(sheet, face)
    if face.scarf:
        sheet.blob(
            [(250, 610), (330, 650), (400, 662), (470, 650), (550, 610), (560, 670), (400, 730), (240, 670)], face.scarf
        )
        for index in range(7):
            x = 275 + index * 42
            sheet.line([(x, 640 + 12 * math.sin(index / 2)), (x + 12, 692)], mix(face.scarf, "#ffffff", 0.45), 6)
    return sheet


def _head(sheet: Canvas, face: Face) -> None:
    shade = mix(face.skin, "#3b1f14", 0.22)
    for side in (-1, 1):
        sheet.ellipse(400 + side * 138, 400, 24, 36, shade)
    sheet.blob(
        [(268, 350), (278, 250), (400, 196), (522, 250), (532, 350), (512, 470), (400, 566), (288, 470)], face.skin
    )
    for side in (-1, 1):
        x = 400 + side * 56
        sheet.ellipse(x, 384, 13, 15, "#2a1c1a")
        sheet.disc(x + 4, 379, 4, "#ffffff")
        brow = face.hair if face.style != "grey" else "#b9b4aa"
        sheet.curve([(x - 32, 346), (x, 334), (x + 32, 346)], brow, 9)
        sheet.disc(x + side * 26, 448, 26, mix(face.skin, "#e0604f", 0.16))
    sheet.curve([(404, 390), (418, 436), (394, 446)], shade, 7)
    sheet.slice(400, 478, (44, 30), (0, 180), "#ffffff")
    sheet.arc(400, 478, (44, 30), (0, 180), mix(face.skin, "#8f2f2a", 0.5), 6)
    sheet.line([(356, 478), (444, 478)], mix(face.skin, "#8f2f2a", 0.5), 5)
    if face.glasses:
        for side in (-1, 1):
            sheet.ring(400 + side * 58, 386, 46, "#2b2f36", 8)
            sheet.line([(400 + side * 104, 380), (400 + side * 136, 372)], "#2b2f36", 7)
        sheet.line([(388, 380), (412, 380)], "#2b2f36", 7)


def _hair_behind(sheet: Canvas, face: Face) -> None:
    if face.style == "long":
        sheet.blob(
            [
                (236, 330),
                (270, 190),
                (400, 140),
                (530, 190),
                (564, 330),
                (590, 560),
                (600, 720),
                (200, 720),
                (210, 560),
            ],
            face.hair,
        )
    elif face.style == "bob":
        sheet.blob(
            [
                (232, 340),
                (266, 190),
                (400, 142),
                (534, 190),
                (568, 340),
                (566, 500),
                (500, 540),
                (300, 540),
                (234, 500),
            ],
            face.hair,
        )
    elif face.style == "bun":
        sheet.disc(400, 138, 70, face.hair)
        sheet.blob([(252, 360), (266, 220), (400, 156), (534, 220), (548, 360), (500, 440), (300, 440)], face.hair)


def _hair_before(sheet: Canvas, face: Face) -> None:
    if face.style == "cap":
        sheet.blob([(256, 310), (262, 210), (400, 148), (538, 210), (544, 310), (400, 278)], "#2f4a5c")
        sheet.blob([(262, 300), (400, 264), (560, 290), (640, 322), (560, 326), (400, 300)], "#22384a")
    elif face.style in ("short", "grey"):
        sheet.blob(
            [
                (262, 350),
                (250, 250),
                (310, 178),
                (410, 152),
                (510, 180),
                (552, 260),
                (536, 352),
                (514, 286),
                (430, 246),
                (330, 262),
                (284, 290),
            ],
            face.hair,
        )
    elif face.style == "bun":
        sheet.blob(
            [(262, 340), (264, 240), (400, 160), (536, 240), (538, 340), (500, 270), (400, 226), (300, 270)], face.hair
        )
    else:
        sheet.blob(
            [
                (254, 380),
                (256, 240),
                (400, 150),
                (544, 240),
                (546, 380),
                (516, 300),
                (440, 236),
                (370, 280),
                (290, 306),
            ],
            face.hair,
        )


def emblem() -> Image.Image:
    """The mark of both editions: a sun behind a naga prow on three waves, 512 by 512 on nothing."""
    sheet = Canvas("#12343f", width=512, height=512)
    sheet.band(0, 340, "#1b5560", "#2b8a86")
    sheet.disc(256, 256, 118, "#f2b33d")
    sheet.band(300, 512, "#12343f")
    sheet.rect(0, 306, 512, 512, "#12343f")
    sheet.blob(
        [
            (70, 300),
            (150, 336),
            (256, 346),
            (352, 334),
            (408, 284),
            (414, 196),
            (384, 146),
            (424, 150),
            (456, 190),
            (462, 270),
            (424, 360),
            (330, 396),
            (180, 396),
            (104, 362),
        ],
        "#f6ead2",
    )
    sheet.blob(
        [(372, 150), (386, 108), (420, 92), (412, 124), (446, 118), (432, 148), (462, 160), (430, 178), (392, 172)],
        "#f6ead2",
    )
    sheet.disc(410, 146, 8, "#12343f")
    for row, y in enumerate((402, 436, 470)):
        shift = 26 * (row % 2)
        sheet.curve(
            [(x - shift, y + (10 if index % 2 else -8)) for index, x in enumerate(range(-40, 600, 44))], "#7fd0c4", 9
        )
    disc = Canvas("#000000", width=512, height=512)
    disc.disc(256, 256, 250, "#ffffff")
    mark = sheet.finish().convert("RGBA")
    mark.putalpha(disc.image.convert("L").reduce(SMOOTH))
    return mark
