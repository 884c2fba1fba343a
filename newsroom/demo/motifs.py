"""What the scenes share: palms, trees, boats, people, houses, clouds, birds. Each stands on the point it is given."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, mix, spread

SKIN = "#b9794f"


def sugar_palm(canvas: Canvas, x: float, base: float, height: float, colour: str, light: str = "") -> None:
    """A tall straight palm with a round crown of fans."""
    light = light or colour
    trunk = height * 0.035
    top = base - height
    canvas.polygon(
        [(x - trunk * 1.3, base), (x - trunk * 0.6, top), (x + trunk * 0.6, top), (x + trunk * 1.3, base)], colour
    )
    reach = height * 0.24
    for index in range(15):
        angle = math.radians(-205 + index * 230 / 14)
        tone = light if index % 2 else colour
        tip = (x + math.cos(angle) * reach, top + math.sin(angle) * reach)
        side = (math.cos(angle + 1.57) * reach * 0.2, math.sin(angle + 1.57) * reach * 0.2)
        middle = (x + math.cos(angle) * reach * 0.72, top + math.sin(angle) * reach * 0.72)
        canvas.polygon(
            [(x, top), (middle[0] + side[0], middle[1] + side[1]), tip, (middle[0] - side[0], middle[1] - side[1])],
            tone,
        )
    canvas.disc(x, top, reach * 0.3, colour)


def coconut_palm(canvas: Canvas, x: float, base: float, height: float, colour: str, lean: float = 0.15) -> None:
    """A leaning palm with long drooping leaves."""
    crown = (x + height * lean, base - height)
    canvas.curve([(x, base), (x + height * lean * 0.3, base - height * 0.5), crown], colour, height * 0.045)
    for index in range(8):
        angle = math.radians(-170 + index * 22.8)
        reach = height * 0.42
        middle = (crown[0] + math.cos(angle) * reach * 0.6, crown[1] + math.sin(angle) * reach * 0.5)
        tip = (crown[0] + math.cos(angle) * reach, crown[1] + math.sin(angle) * reach * 0.35 + reach * 0.38)
        upper = (middle[0], middle[1] - height * 0.045)
        lower = (middle[0], middle[1] + height * 0.03)
        canvas.blob([crown, upper, tip, lower], colour)


def tree(canvas: Canvas, x: float, base: float, height: float, leaf: str, trunk: str = "#5b4636") -> None:
    """A broad shade tree in three tones of leaf."""
    crown = base - height * 0.62
    canvas.polygon(
        [(x - height * 0.05, base), (x - height * 0.03, crown), (x + height * 0.03, crown), (x + height * 0.05, base)],
        trunk,
    )
    canvas.line([(x, base - height * 0.3), (x - height * 0.18, crown)], trunk, height * 0.03)
    canvas.line([(x, base - height * 0.34), (x + height * 0.2, crown)], trunk, height * 0.03)
    tones = (mix(leaf, "#10241c", 0.35), leaf, mix(leaf, "#fff1b8", 0.22))
    for layer, tone in enumerate(tones):
        for index in range(7 - layer * 2):
            across = (index - (6 - layer * 2) / 2) * height * (0.13 - layer * 0.01)
            dip = abs(index - (6 - layer * 2) / 2) * height * 0.035
            size = height * (0.17 - layer * 0.025) * (0.85 + 0.3 * spread(index, layer * 0.3))
            canvas.disc(x + across - layer * height * 0.03, crown - layer * height * 0.09 + dip, size, tone)


def bush(canvas: Canvas, x: float, base: float, size: float, colour: str) -> None:
    for index, (across, up, radius) in enumerate(
        ((-0.7, 0.3, 0.5), (0, 0.55, 0.65), (0.7, 0.3, 0.48), (0.2, 0.2, 0.5))
    ):
        tone = mix(colour, "#fff1b8", 0.06 * (index % 2))
        canvas.disc(x + across * size, base - up * size, radius * size, tone)
    canvas.rect(x - size * 1.1, base - size * 0.25, x + size * 1.1, base, colour, size * 0.2)


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A flat-bottomed cloud, `size` from its middle to its end."""
    for across, up, radius in ((-0.62, 0.1, 0.26), (-0.25, 0.24, 0.38), (0.2, 0.3, 0.44), (0.6, 0.12, 0.28)):
        canvas.ellipse(x + across * size, y - up * size, radius * size, radius * size * 0.82, colour)
    canvas.rect(x - size * 0.95, y - size * 0.2, x + size * 0.95, y + size * 0.12, colour, size * 0.16)


def bird(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    canvas.curve([(x - size, y - size * 0.25), (x - size * 0.45, y - size * 0.42), (x, y)], colour, max(2, size * 0.14))
    canvas.curve([(x, y), (x + size * 0.45, y - size * 0.42), (x + size, y - size * 0.25)], colour, max(2, size * 0.14))


def flock(canvas: Canvas, x: float, y: float, size: float, colour: str, count: int = 5) -> None:
    for index in range(count):
        bird(canvas, x + (index - count / 2) * size * 3, y + (spread(index) - 0.5) * size * 4, size, colour)


def person(
    canvas: Canvas,
    x: float,
    base: float,
    height: float,
    shirt: str,
    *,
    legs: str = "#2f3747",
    hat: str = "",
    skin: str = SKIN,
    hair: str = "#231c1a",
) -> None:
    """Somebody standing: legs, shirt, head, and a wide straw hat where one is given."""
    head = height * 0.085
    canvas.rect(x - height * 0.085, base - height * 0.48, x - height * 0.01, base, legs, height * 0.03)
    canvas.rect(x + height * 0.01, base - height * 0.48, x + height * 0.085, base, legs, height * 0.03)
    canvas.rect(
        x - height * 0.125, base - height * 0.82, x + height * 0.125, base - height * 0.42, shirt, height * 0.07
    )
    canvas.rect(x - height * 0.175, base - height * 0.8, x - height * 0.115, base - height * 0.47, skin, height * 0.03)
    canvas.rect(x + height * 0.115, base - height * 0.8, x + height * 0.175, base - height * 0.47, skin, height * 0.03)
    canvas.rect(x - height * 0.18, base - height * 0.81, x + height * 0.18, base - height * 0.66, shirt, height * 0.06)
    canvas.rect(x - head * 0.4, base - height * 0.87, x + head * 0.4, base - height * 0.79, skin)
    canvas.disc(x, base - height * 0.91, head, skin)
    if hat:
        canvas.polygon(
            [(x - head * 2.1, base - height * 0.92), (x, base - height * 1.04), (x + head * 2.1, base - height * 0.92)],
            hat,
        )
        canvas.ellipse(x, base - height * 0.92, head * 2.1, head * 0.35, mix(hat, "#000000", 0.15))
    else:
        canvas.slice(x, base - height * 0.92, (head * 1.06, head * 1.06), (170, 370), hair)


def boat(canvas: Canvas, x: float, y: float, length: float, hull: str, *, rower: str = "", roof: str = "") -> None:
    """A wooden river boat with its middle at (x, y) on the waterline; a standing rower or a curved roof where given."""
    half, side = length / 2, length * 0.085
    canvas.ellipse(x, y + side * 0.75, half * 0.95, side * 0.5, "#0b1c2633")
    if roof:
        canvas.rect(x - half * 0.42, y - length * 0.2, x + half * 0.4, y - side * 0.4, mix(roof, "#000000", 0.35), 4)
        canvas.slice(x, y - length * 0.12, (half * 0.5, length * 0.14), (180, 360), roof)
    if rower:
        person(canvas, x + half * 0.62, y - side * 0.5, length * 0.34, rower, hat="#e8cf97")
        canvas.line([(x + half * 0.5, y - length * 0.25), (x + half * 0.95, y + side * 1.2)], "#6b4d36", 4)
    canvas.polygon(
        [
            *((x - half, y - side * 1.7), (x - half * 0.8, y - side * 0.75), (x + half * 0.8, y - side * 0.75)),
            *((x + half, y - side * 1.7), (x + half * 0.78, y + side * 0.35), (x + half * 0.55, y + side * 0.7)),
            *((x - half * 0.55, y + side * 0.7), (x - half * 0.78, y + side * 0.35)),
        ],
        hull,
    )
    canvas.line([(x - half * 0.8, y - side * 0.7), (x + half * 0.8, y - side * 0.7)], mix(hull, "#ffe2b0", 0.35), 4)


def stilt_house(canvas: Canvas, x: float, base: float, width: float, wall: str, roof: str) -> None:
    """A wooden house on posts, its middle at x."""
    half, post = width / 2, width * 0.34
    for index in range(4):
        left = x - half * 0.86 + index * half * 0.56
        canvas.rect(left, base - post, left + width * 0.03, base, mix(wall, "#1d1512", 0.5))
    canvas.rect(x - half * 0.92, base - post - width * 0.36, x + half * 0.92, base - post, wall)
    for plank in range(1, 5):
        y = base - post - width * 0.072 * plank
        canvas.line([(x - half * 0.92, y), (x + half * 0.92, y)], mix(wall, "#1d1512", 0.12), 2)
    for across in (-0.5, 0.32):
        canvas.rect(
            x + half * across,
            base - post - width * 0.28,
            x + half * (across + 0.26),
            base - post - width * 0.1,
            "#4a3325",
        )
    canvas.line([(x + half * 0.8, base), (x + half * 0.62, base - post)], mix(wall, "#1d1512", 0.4), 5)
    canvas.polygon(
        [
            *((x - half * 1.12, base - post - width * 0.33), (x - half * 0.62, base - post - width * 0.64)),
            *((x + half * 0.62, base - post - width * 0.64), (x + half * 1.12, base - post - width * 0.33)),
        ],
        roof,
    )


def shophouse(
    canvas: Canvas, left: float, base: float, width: float, height: float, wall: str, *, lit: str = ""
) -> None:
    """A narrow town house of several floors, with shutters, or lit windows where a colour of light is given."""
    canvas.rect(left, base - height, left + width, base, wall)
    canvas.rect(left - 4, base - height - 10, left + width + 4, base - height + 8, mix(wall, "#ffffff", 0.25))
    floors = max(2, round(height / 110))
    for floor in range(1, floors):
        for column in range(2):
            x = left + width * (0.16 + 0.4 * column)
            y = base - height + (floor - 0.72) * height / floors
            dark = lit and spread(floor * 3 + column, left * 0.01) > 0.62
            pane = mix(wall, "#0d1626", 0.55) if dark or not lit else lit
            canvas.rect(x, y, x + width * 0.28, y + height / floors * 0.55, pane, 5)
            canvas.line(
                [(x + width * 0.14, y), (x + width * 0.14, y + height / floors * 0.55)], mix(wall, "#0d1626", 0.3), 2
            )
    shop = lit or mix(wall, "#20303a", 0.65)
    canvas.rect(left + width * 0.1, base - height / floors * 0.72, left + width * 0.9, base, shop)


def bunting(canvas: Canvas, left: float, right: float, y: float, colours: tuple[str, ...], sag: float = 40) -> None:
    """A string of little flags."""
    count = round((right - left) / 55)
    points = [(left + (right - left) * i / count, y + sag * math.sin(math.pi * i / count)) for i in range(count + 1)]
    canvas.line(points, "#f6ead2", 2)
    for index, (x, top) in enumerate(points[1:-1]):
        canvas.polygon([(x - 14, top), (x + 14, top), (x, top + 32)], colours[index % len(colours)])


def cyclist(
    sheet: Canvas, x: float, base: float, size: float, shirt: str, *, upright: bool = False, skin: str = "#b0704a"
) -> None:
    def at(across: float, up: float) -> tuple[float, float]:
        return x + across * size, base - up * size

    frame = "#23303a"
    sheet.ellipse(x, base + 4, 120 * size, 8 * size, "#00000033")
    for wheel in (-62, 66):
        sheet.ring(*at(wheel, 46), 46 * size, "#23282d", 6 * size)
        sheet.ring(*at(wheel, 46), 4 * size, "#23282d", 4 * size)
    sheet.line([at(-62, 46), at(-22, 104), at(44, 108), at(2, 46), at(-62, 46)], frame, 6 * size)
    sheet.line([at(66, 46), at(44, 118), at(60, 124)], frame, 6 * size)
    sheet.line([at(2, 46), at(-26, 116)], frame, 6 * size)
    hip, shoulder = at(-28, 126), at(0, 206) if upright else at(36, 186)
    sheet.line([hip, at(30, 92), at(10, 32)], "#27405c", 20 * size)
    sheet.line([at(10, 32), at(30, 28)], "#23282d", 10 * size)
    sheet.line([hip, shoulder], shirt, 36 * size)
    sheet.line([shoulder, at(44, 150), at(58, 128)], skin, 12 * size)
    head = at(12, 246) if upright else at(66, 214)
    sheet.disc(*head, 20 * size, skin)
    sheet.slice(head[0], head[1] - 3 * size, (23 * size, 22 * size), (165, 375), mix(shirt, "#101820", 0.45))
