"""Draws every picture of the demo newspaper. Called by the demo command and its tests: `draw_all(folder)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PIL import Image

from newsroom.demo import (
    charts,
    plans,
    portraits,
    scenes_indoors,
    scenes_land,
    scenes_night,
    scenes_river,
    scenes_sport,
    scenes_town,
)
from newsroom.demo.canvas import Canvas

QUALITY = 85
EMBLEM = "emblem.png"

PICTURES: dict[str, Callable[[], Canvas]] = {
    "river-dawn.jpg": scenes_river.river_dawn,
    "boat-race.jpg": scenes_sport.boat_race,
    "ferry.jpg": scenes_river.ferry,
    "iron-bridge.jpg": scenes_river.iron_bridge,
    "fishing-nets.jpg": scenes_river.fishing_nets,
    "flood-gauge.jpg": scenes_river.flood_gauge,
    "weir.jpg": scenes_river.weir,
    "night-boat.jpg": scenes_night.night_boat,
    "library-boat.jpg": scenes_river.library_boat,
    "lamp-floats.jpg": scenes_night.lamp_floats,
    "cranes.jpg": scenes_river.cranes,
    "school-evening.jpg": scenes_town.school_evening,
    "hospital-night.jpg": scenes_night.hospital_night,
    "tamarind-street.jpg": scenes_town.tamarind_street,
    "bicycle-race.jpg": scenes_sport.bicycle_race,
    "night-market.jpg": scenes_night.night_market,
    "town-bus.jpg": scenes_town.town_bus,
    "night-skyline.jpg": scenes_night.night_skyline,
    "pagoda-roofs.jpg": scenes_town.pagoda_roofs,
    "harvest-field.jpg": scenes_land.harvest_field,
    "kites.jpg": scenes_land.kites,
    "sugar-palms.jpg": scenes_land.sugar_palms,
    "solar-terraces.jpg": scenes_land.solar_terraces,
    "water-tower.jpg": scenes_land.water_tower,
    "school-road.jpg": scenes_town.school_road,
    "brick-kiln.jpg": scenes_town.brick_kiln,
    "football-pitch.jpg": scenes_sport.football_pitch,
    "volleyball.jpg": scenes_sport.volleyball,
    "shadow-puppets.jpg": scenes_indoors.shadow_puppets,
    "library-shelves.jpg": scenes_indoors.library_shelves,
    "weaving.jpg": scenes_indoors.weaving,
    "chapei.jpg": scenes_indoors.chapei,
    "prahok.jpg": scenes_indoors.prahok,
    "chess.jpg": scenes_sport.chess,
    "chart-catch.jpg": charts.catch,
    "chart-dengue.jpg": charts.dengue,
    "chart-river.jpg": charts.river_height,
    "map-riverwall.jpg": plans.river_wall,
    "map-buses.jpg": plans.bus_lines,
    "map-drains.jpg": plans.drains,
    "land-sketch.jpg": plans.land_sketch,
    "park-plan.jpg": plans.park,
    "kite-plan.jpg": plans.kite_plan,
    **{f"portrait-{name}.jpg": partial(portraits.portrait, face) for name, face in portraits.FACES.items()},
}


def draw_all(folder: Path) -> None:
    """Write every picture that `paper.json` and the stories name into the folder, which is made where it is missing."""
    draw(folder, [*PICTURES, EMBLEM])


def draw(folder: Path, names: Iterable[str]) -> None:
    """Write the named pictures into the folder. The same Pillow writes the same bytes each time.

    Raises KeyError for a name that is in no list here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name == EMBLEM:
            portraits.emblem().save(folder / name, optimize=True)
        else:
            _save(PICTURES[name]().finish(), folder / name)


def _save(image: Image.Image, path: Path) -> None:
    image.save(path, "JPEG", quality=QUALITY, optimize=True, progressive=True)
