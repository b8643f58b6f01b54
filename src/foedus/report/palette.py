"""The palette: one colour, one meaning, everywhere; in light and in dark."""

LIGHT = {
    "paper": "#FBFAF7",
    "card": "#FFFEFC",
    "band": "#F4F1EA",
    "ink": "#1B1F24",
    "soft": "#565D66",
    "line": "#DAD6CD",
    "grid": "#E7E3DA",
    "axis": "#8A857A",
    "owed": "#1F5F8B",
    "on-owed": "#FFFFFF",
    "depends": "#B87A10",
    "depends-tint": "#F3E3C3",
    "gap": "#A8362A",
    "gap-tint": "#F6E6E1",
    "on-gap": "#FFFFFF",
    "unsettled": "#7F858D",
    "hatch": "#F1EFEA",
    "mark": "#F7E3B4",
    "link": "#1F4E79",
}
DARK = {
    "paper": "#14171B",
    "card": "#1B1F25",
    "band": "#1D2127",
    "ink": "#E8E6E1",
    "soft": "#A3A8AF",
    "line": "#343A42",
    "grid": "#262B32",
    "axis": "#7C838C",
    "owed": "#63A9DA",
    "on-owed": "#101418",
    "depends": "#EBC26E",
    "depends-tint": "#453A20",
    "gap": "#F07F7A",
    "gap-tint": "#3A2323",
    "on-gap": "#101418",
    "unsettled": "#C2C6CC",
    "hatch": "#23272D",
    "mark": "#4A3D1B",
    "link": "#8FBCE6",
}
# What is written in which colour on which ground: each must reach 4.5 : 1 in both themes.
TEXT = (
    ("ink", "paper"), ("ink", "card"), ("ink", "band"), ("ink", "mark"), ("ink", "depends-tint"),
    ("ink", "gap-tint"), ("ink", "hatch"), ("soft", "paper"), ("soft", "band"), ("link", "paper"), ("link", "band"),
    ("link", "mark"), ("gap", "paper"), ("gap", "band"), ("owed", "paper"), ("on-owed", "owed"), ("on-gap", "gap"),
)  # fmt: skip
# What is drawn: each must reach 3 : 1 against the paper.
DRAWN = ("owed", "depends", "gap", "unsettled", "axis", "ink", "link")


def luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21.

    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def variables(palette: dict[str, str]) -> str:
    """A palette as CSS custom properties."""
    return ";".join(f"--{name}:{value}" for name, value in palette.items())
