"""HTML and SVG as strings that are safe by type: whatever is not `Markup` is escaped."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is already HTML."""

    __slots__ = ()


Content = "str | Markup | None | Iterable[str | Markup | None]"
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "line", "rect", "circle", "path", "use"))


def text(value: str) -> Markup:
    """Plain text, escaped; markup stays as it is.

    >>> text("a < b")
    'a &lt; b'
    """
    return value if isinstance(value, Markup) else Markup(escape(value, quote=False))


def join(parts: Iterable[str | None], between: str = "") -> Markup:
    """Parts one after the other, each escaped unless it is markup; None is left out."""
    return Markup(text(between).join(text(part) for part in parts if part is not None))


def el(name: str, /, *content: str | None, **attributes: str | float | bool | None) -> Markup:
    """An element. Attributes: `class_` for class, `_` for `-`; None and False are left out, True has no value.

    >>> el("p", "a & ", el("b", "b"), class_="note", data_x=1)
    '<p class="note" data-x="1">a &amp; <b>b</b></p>'
    """
    said: list[str] = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("__", ":").replace("_", "-")
        if value is True:
            said.append(f" {key}")
        else:
            shown = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            said.append(f' {key}="{escape(shown)}"')
    if name in _VOID:
        return Markup(f"<{name}{''.join(said)}>" if name in ("br", "hr", "img", "input", "meta", "link")
                      else f"<{name}{''.join(said)}/>")  # fmt: skip
    return Markup(f"<{name}{''.join(said)}>{join(content)}</{name}>")


def slug(value: str) -> str:
    """A text as part of an id.

    >>> slug("Article 3: who?")
    'article-3-who'
    """
    return "-".join("".join(c if c.isalnum() else " " for c in value.lower()).split()) or "x"
