"""How long until help is due: the best and the worst case of each duty, to the minute."""

from collections.abc import Callable, Sequence

from foedus.check.words import hours
from foedus.model import Finding, Ref
from foedus.report.figures.lanes import width
from foedus.report.markup import Markup, el

_LEFT, _RIGHT, _WIDE = 196.0, 800.0, 1040.0


def draw(found: Sequence[Finding], horizon: int, href: Callable[[Ref], str] = lambda ref: "") -> Markup:
    """The picture.

    Args:
        found: findings of time; one without a worst case is unbounded.
        horizon: minutes within which something is to be owed.
        href: where the sentence of a ref is printed; "" if it is not.
    """
    longest = max([horizon * 4 // 3, *(f.minutes or 0 for f in found)])
    scale = (_RIGHT - _LEFT) / (longest * 1.06)
    bottom = 44.0 + 46.0 * len(found)
    x = _LEFT + horizon * scale
    parts = [
        el("line", x1=x, x2=x, y1=26, y2=bottom - 8, class_="due"),
        el("text", f"horizon {hours(horizon)}", x=x, y=18, class_="tick", text_anchor="middle"),
        el("text", "attack", x=_LEFT, y=18, class_="tick", text_anchor="middle")
        if x - _LEFT > 100 else el("text", "attack", x=_LEFT - 8, y=18, class_="tick", text_anchor="end"),
        el("line", x1=_LEFT, x2=_LEFT, y1=26, y2=bottom - 8, class_="axis"),
    ]  # fmt: skip
    for i, one in enumerate(found):
        parts.append(_row(one, 36.0 + 46.0 * i, scale, href(one.ref)))
    return el(
        "svg", el("title", "How long until help is due", id="delays-title"),
        el("desc", "Best and worst case of each duty. The same in words follows.", id="delays-desc"),
        *parts, viewBox=f"0 0 {_WIDE:.0f} {bottom:.0f}", class_="fig", role="group",
        aria_labelledby="delays-title delays-desc",
    )  # fmt: skip


def _row(one: Finding, y: float, scale: float, href: str) -> Markup:
    label = el("text", one.ref.label, x=_LEFT - 20, y=y + 15, class_="lane", text_anchor="end")
    best = _LEFT + (one.best or 0) * scale
    bounded = one.minutes is not None
    end = _LEFT + (one.minutes or 0) * scale if bounded else _RIGHT
    parts = (
        [el("rect", x=_LEFT, y=y, width=max(2.5, best - _LEFT), height=20, class_="b-owed")]
        if one.best
        else []
    )
    parts.append(el("rect", x=best, y=y, width=max(2.5, end - best), height=20,
                    class_="b-gap" if bounded else "b-hatch"))  # fmt: skip
    said = said_of(one)
    start = min(end + 10, _WIDE - width(said, 13.6, True))
    parts.append(el("text", said, x=max(_LEFT, start), y=y + 15, class_="ev gap"))
    return (
        el("a", label, *parts, href=href, aria_label=f"{one.ref.label}: {said}")
        if href
        else el("g", label, *parts)
    )


def said_of(one: Finding) -> str:
    """The best and the worst case in words."""
    worst = f"at worst {hours(one.minutes)}" if one.minutes is not None else "no limit"
    return f"at best {hours(one.best)}, {worst}" if one.best is not None else worst
