"""The body chart: both legs from the front and the back, drawn by us, and what each place on them is called.

A mark is `{"view", "x", "y"}` with x and y from 0 to 1 of its view. Seen from the front the patient's right leg
stands on the left of the page; from the back it stands on the right.
"""

from collections.abc import Mapping
from typing import Any

WIDTH, HEIGHT = 220, 300  # one view, in units of the drawing
LEG_AT = 40  # how far each leg's middle lies from the middle of the view
# One leg around its own middle line, from the upper thigh to the sole.
LEG = (
    "M-34 8C-37 60-27 104-23 128C-21 142-21 150-22 160C-28 186-24 216-13 262L-19 286Q-20 292-12 292"
    "L12 292Q19 292 18 286L12 262C22 216 26 186 21 160C20 150 21 142 23 128C28 104 33 60 31 8Z"
)
# Region: its name, from and to (x from the leg's middle line, outwards positive; y down), the first that fits.
REGIONS: tuple[tuple[str, str, tuple[int, int, int, int]], ...] = (
    ("front", "kneecap", (-14, 14, 126, 155)),
    ("front", "tendon below the kneecap", (-9, 9, 155, 170)),
    ("front", "tibial tubercle", (-10, 10, 170, 184)),
    ("front", "inner joint line", (-40, -14, 142, 162)),
    ("front", "outer joint line", (14, 40, 142, 162)),
    ("front", "outer side above the knee", (14, 40, 112, 142)),
    ("front", "inner side above the knee", (-40, -14, 112, 142)),
    ("front", "above the kneecap", (-14, 14, 106, 126)),
    ("front", "hip and groin", (-60, 60, 0, 34)),
    ("front", "thigh", (-60, 60, 34, 112)),
    ("front", "shin", (-60, 60, 162, 262)),
    ("back", "back of the knee", (-40, 40, 122, 162)),
    ("back", "buttock fold", (-60, 60, 0, 34)),
    ("back", "back of the thigh", (-60, 60, 34, 122)),
    ("back", "calf", (-60, 60, 162, 262)),
)
FOOT = "foot"


def place(mark: Mapping[str, Any]) -> str:
    """Where a mark lies: “left, kneecap”, “right, back of the knee”."""
    x, y = mark["x"] * WIDTH, mark["y"] * HEIGHT
    on_page_right = x >= WIDTH / 2
    is_left = on_page_right if mark["view"] == "front" else not on_page_right
    from_middle = x - WIDTH / 2 - LEG_AT if on_page_right else WIDTH / 2 - LEG_AT - x
    name = next(
        (
            name
            for view, name, (inner, outer, top, bottom) in REGIONS
            if view == mark["view"] and inner <= from_middle < outer and top <= y < bottom
        ),
        FOOT if y >= HEIGHT - 40 else "beside the leg",
    )
    return f"{'left' if is_left else 'right'}, {name}"


def in_place(mark: Mapping[str, Any]) -> dict[str, Any]:
    """A mark as it is drawn: its view, where on the drawing, and its place in words."""
    return {
        "view": mark["view"],
        "cx": round(mark["x"] * WIDTH, 1),
        "cy": round(mark["y"] * HEIGHT, 1),
        "words": place(mark),
    }
