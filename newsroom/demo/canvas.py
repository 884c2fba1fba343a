"""A sheet to draw flat illustrations on: gradients, shapes and light in picture coordinates. Used by the scenes alone.

Everything is drawn at twice its size and reduced once, which smooths every edge. Nothing is random, so the same
Pillow makes the same bytes each time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 1600, 1067
SMOOTH = 2
GOLDEN = 0.6180339887498949

Point = tuple[float, float]


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies `share` (0 to 1) of the way from the first to the second, as `#rrggbb`."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def spread(index: int, start: float = 0.0) -> float:
    """Return the index-th of a row of numbers from 0 to 1 that never bunch: scattered, but the same every time."""
    return (start + index * GOLDEN) % 1


def scatter(index: int, start: float = 0.0) -> Point:
    """Return the index-th of a row of points in the unit square that lie evenly but in no pattern.

    The steps are the powers of the plastic number's inverse (Roberts' R2 sequence).
    """
    return (start + index * 0.7548776662466927) % 1, (start + index * 0.5698402909980532) % 1


@cache
def _falloff() -> Image.Image:
    """Return a soft round light, white in the middle and black from the rim outwards."""
    return Image.radial_gradient("L").point(lambda value: round(max(0.0, 1 - value / 180) ** 2 * 255))


class Canvas:
    """A sheet of `width` by `height`, filled from top to bottom with the given colours."""

    def __init__(self, *colours: str, width: int = WIDTH, height: int = HEIGHT):
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SMOOTH, height * SMOOTH), colours[0])
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        if len(colours) > 1:
            self.band(0, height, *colours)

    def band(self, top: float, bottom: float, *colours: str, left: float = 0, right: float | None = None) -> None:
        """Fill the sheet between two heights with a gradient through all the colours."""
        right = self.width if right is None else right
        strip = Image.new("RGB", (1, len(colours)))
        strip.putdata([ImageColor.getrgb(colour)[:3] for colour in colours])
        rows, columns = round((bottom - top) * SMOOTH), round((right - left) * SMOOTH)
        # The middle of the first pixel to the middle of the last, so that the end colours are reached.
        blend = strip.resize((1, rows), Image.Resampling.BILINEAR, box=(0, 0.5, 1, max(len(colours) - 0.5, 0.6)))
        self.image.paste(blend.resize((columns, rows), Image.Resampling.NEAREST), self._box(left, top))

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0) -> None:
        """Lay a soft round light over what is there."""
        side = round(radius * 2 * SMOOTH)
        mask = _falloff().resize((side, side), Image.Resampling.BILINEAR).point(lambda value: round(value * strength))
        self.image.paste(colour, self._box(x - radius, y - radius), mask)

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        self.pen.polygon(self._scaled(points), fill=colour)

    def line(self, points: Iterable[Point], colour: str, thickness: float = 4) -> None:
        """Draw a line with round ends and joints."""
        scaled = self._scaled(points)
        self.pen.line(scaled, fill=colour, width=max(1, round(thickness * SMOOTH)), joint="curve")
        if thickness >= 4:
            radius = thickness * SMOOTH / 2
            for x, y in (scaled[0], scaled[-1]):
                self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def curve(self, points: Sequence[Point], colour: str, thickness: float = 4) -> None:
        """Draw a line that passes smoothly through the points."""
        self.line(smooth(points), colour, thickness)

    def blob(self, points: Sequence[Point], colour: str) -> None:
        """Fill a closed shape whose outline passes smoothly through the points."""
        self.polygon(smooth(points, closed=True), colour)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """Fill an ellipse around (x, y) with the given radii."""
        self.pen.ellipse(self._corners(x - across, y - down, x + across, y + down), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.ellipse(x, y, radius, radius, colour)

    def ring(self, x: float, y: float, radius: float, colour: str, thickness: float) -> None:
        box = self._corners(x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse(box, outline=colour, width=round(thickness * SMOOTH))

    def arc(self, x: float, y: float, radius: Point, angles: Point, colour: str, thickness: float) -> None:
        """Draw a part of an ellipse's rim: `radius` is (across, down), `angles` clockwise from the right in degrees."""
        box = self._corners(x - radius[0], y - radius[1], x + radius[0], y + radius[1])
        self.pen.arc(box, *angles, fill=colour, width=round(thickness * SMOOTH))

    def slice(self, x: float, y: float, radius: Point, angles: Point, colour: str) -> None:
        """Fill a part of an ellipse, cut off by the straight line between its ends."""
        box = self._corners(x - radius[0], y - radius[1], x + radius[0], y + radius[1])
        self.pen.chord(box, *angles, fill=colour)

    def rect(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        self.pen.rounded_rectangle(self._corners(left, top, right, bottom), radius * SMOOTH, fill=colour)

    def text(self, x: float, y: float, words: str, size: float, colour: str, anchor: str = "ls") -> None:
        """Write Latin text or digits; `anchor` as Pillow names it (`ls` is left and baseline)."""
        font = ImageFont.load_default(size * SMOOTH)
        self.pen.text((x * SMOOTH, y * SMOOTH), words, fill=colour, font=font, anchor=anchor)

    def hills(self, base: float, height: float, colour: str, *, phase: float = 0.0, waves: float = 2.0) -> None:
        """Fill everything below a rolling skyline; `waves` is the number of large hills across the sheet."""
        skyline = []
        for x in range(0, self.width + 1, 8):
            turn = x / self.width * math.tau * waves + phase
            rise = math.sin(turn) * 0.55 + math.sin(turn * 2.3 + phase * 2) * 0.3 + math.sin(turn * 5.1) * 0.07
            skyline.append((x, base - height * (rise + 0.5)))
        self.polygon([(0, self.height), *skyline, (self.width, self.height)], colour)

    def ripples(self, top: float, bottom: float, colour: str, count: int, *, start: float = 0.0) -> None:
        """Scatter short flat strokes over water; they grow towards the viewer."""
        for index in range(count):
            depth = (index + 0.5) / count
            y = top + (bottom - top) * depth**1.3
            x = spread(index, start) * self.width
            length = 14 + 80 * depth * (0.5 + spread(index, 0.37))
            self.ellipse(x, y, length, 1 + 1.6 * depth, colour)

    def glitter(self, x: float, top: float, bottom: float, colour: str, breadth: float = 60) -> None:
        """Lay the broken path of light that a sun, moon or lamp draws on water."""
        count = max(6, round((bottom - top) / 15))
        for index in range(count):
            depth = index / count
            half = breadth * (0.35 + 0.9 * depth) * (0.45 + 0.55 * spread(index, 0.2))
            shift = (spread(index, 0.5) - 0.5) * breadth * 0.5
            self.ellipse(x + shift, top + (bottom - top) * depth, half, 2.2 + 2.4 * depth, colour)

    def finish(self) -> Image.Image:
        """Return the sheet in its final size."""
        return self.image.reduce(SMOOTH)

    def _scaled(self, points: Iterable[Point]) -> list[Point]:
        return [(x * SMOOTH, y * SMOOTH) for x, y in points]

    def _box(self, x: float, y: float) -> tuple[int, int]:
        return round(x * SMOOTH), round(y * SMOOTH)

    def _corners(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return left * SMOOTH, top * SMOOTH, right * SMOOTH, bottom * SMOOTH


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """Return points along a Catmull-Rom curve through the given ones."""
    row = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    path = []
    for a, b, c, d in zip(row, row[1:], row[2:], row[3:], strict=False):
        path.extend(_between(a, b, c, d, step / steps) for step in range(steps))
    return path if closed else [*path, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    """Return the point at `t` (0 to 1) on the Catmull-Rom segment from b to c."""
    return tuple(
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(a, b, c, d, strict=True)
    )
