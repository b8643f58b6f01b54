"""The review as one self-contained page: what every section needs, and the sections put together."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from importlib.resources import files

from foedus.model import Draft, OpenPoint, Ref, Sentence
from foedus.report.markup import Markup, el, join, slug
from foedus.report.names import anonymous, attackers, guarantors, renamer
from foedus.report.palette import DARK, LIGHT, variables
from foedus.report.values import Review, Run

_FACES = (
    ("FSerif", "serif", "normal", "400 650"), ("FSerif", "serif-italic", "italic", "400 650"),
    ("FSans", "sans", "normal", "400 650"), ("FSans", "sans-italic", "italic", "400 650"),
    ("FMono", "mono", "normal", "400 600"),
)  # fmt: skip
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


class Page:
    """What sections are made from: the review, with its incidents as they are shown."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.draft: Draft = review.draft
        self.guarantors = guarantors(review.draft, review.runs)
        aside = attackers(review.runs)
        change = renamer(() if review.names else [n for n in self.guarantors if n not in aside])
        self.change = change
        self.runs: tuple[Run, ...] = tuple(anonymous(run, change) for run in review.runs)
        self.bound: tuple[str, ...] = tuple(change(name) for name in self.guarantors)
        self.hidden = not review.names and bool(self.guarantors)

    @cached_property
    def instruments(self) -> tuple[Draft, ...]:
        """The instruments that the page prints: the draft, and those it uses that are more than lists of places."""
        used = self.draft.everything()[1:]
        return (
            self.draft,
            *(d for d in used if d.kind != "gazetteer" and "library" not in d.file.split("/")),
        )

    @cached_property
    def _printed(self) -> dict[tuple[str, int], str]:
        """File and line of each sentence that the page prints, with its id."""
        places: dict[tuple[str, int], str] = {}
        for one in self.instruments:
            for sentence in one.sentences:
                if sentence.span:
                    places.setdefault((sentence.span.file, sentence.span.line), self.anchor(sentence))
        return places

    def anchor(self, sentence: Sentence) -> str:
        """The id under which a sentence is printed."""
        from foedus.report.figures.openpoints import anchor

        if isinstance(sentence.body, OpenPoint):
            return anchor(sentence.body.name)
        if sentence.span is None:
            return f"s-{slug(sentence.part or 'draft')}-{slug(sentence.article)}-{sentence.number}"
        name = sentence.span.file.rsplit("/", 1)[-1]
        return f"s-{slug(name)}-{sentence.span.line}-{sentence.span.column}"

    def link(self, sentence: Sentence) -> str:
        """Where a sentence is printed, as the target of a link; "" if it is not."""
        key = (sentence.span.file, sentence.span.line) if sentence.span else None
        return f"#{self.anchor(sentence)}" if key in self._printed else ""

    def href(self, ref: Ref) -> str:
        """Where the sentence of a ref is printed; "" if it is not."""
        found = self._printed.get((ref.file, ref.line))
        return f"#{found}" if found else ""

    def cite(self, ref: Ref | None) -> Markup | None:
        """A ref as people cite it, leading to its sentence."""
        if ref is None:
            return None
        said = f"{ref.label}, line {ref.line}" if ref.line and "line" not in ref.label else ref.label
        if ref.instrument not in (self.draft.code, self.draft.title, ""):
            said = f"{ref.instrument}, {said}"
        href = self.href(ref)
        link = el("a", said, href=href) if href else Markup(join((said,)))
        return join((link, el("i", ", assumption") if ref.assumption else None))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Every source that is named, numbered in order."""
        named = [one.source for one in self.instruments]
        named += [s.source for one in self.instruments for s in one.sentences]
        named += [run.timeline.source for run in self.runs]
        return tuple(dict.fromkeys(n for n in named if n))

    def source_of(self, sentence: Sentence, instrument: Draft) -> str:
        """What backs a sentence: its own source, else that of its instrument unless it is an assumption."""
        return sentence.source or ("" if sentence.assumption else instrument.source)


def _asset(name: str) -> bytes:
    return files("foedus.report").joinpath("assets", name).read_bytes()


def _fonts() -> str:
    """The typefaces, embedded."""
    return "".join(
        f"@font-face{{font-family:{family};font-style:{style};font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{b64encode(_asset(f'{name}.woff2')).decode()}) format('woff2')}}"
        for family, name, style, weight in _FACES
    )


def styles() -> str:
    """The style sheet: typefaces, the two palettes, and the rules."""
    dark = variables(DARK)
    themes = (
        f":root{{color-scheme:light;{variables(LIGHT)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not(:has(#theme-light:checked))"
        f"{{color-scheme:dark;{dark}}}}}"
        f"@media screen{{:root:has(#theme-dark:checked){{color-scheme:dark;{dark}}}}}"
    )
    return _fonts() + themes + _asset("review.css").decode()


def _theme() -> Markup:
    """Light, dark, or as the system: without a script."""
    choices = (("auto", "As the system"), ("light", "Light"), ("dark", "Dark"))
    parts = [
        el(
            "label",
            el("input", type="radio", name="theme", id=f"theme-{key}", checked=key == "auto"),
            el("span", word),
        )
        for key, word in choices
    ]
    return el("fieldset", el("legend", "Theme", class_="vh"), *parts, class_="theme")


_PATTERNS = Markup(
    '<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false"><defs><pattern id="hatch" width="6" '
    'height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" '
    'class="p-ground"/><line x1="0" y1="0" x2="0" y2="6" class="p-line"/></pattern></defs></svg>'
)


def html(review: Review, only: Callable[[str], bool] = lambda ident: True) -> str:
    """The review as one HTML file that needs nothing else.

    Args:
        review: the results to show.
        only: which sections to show, by their ids.
    """
    from foedus.report.sections import sections

    page = Page(review)
    shown = [(s, s.render(page)) for s in sections() if only(s.ident)]
    shown = [(s, body) for s, body in shown if body]
    contents = [el("li", el("a", s.title, href=f"#{s.ident}")) for s, _ in shown if s.title]
    first, rest = [b for s, b in shown if not s.title], [b for s, b in shown if s.title]
    foot = (
        el(
            "p",
            "Our draft, our options: nobody has published this text as an instrument, unless a source says so.",
        ),
        el("p", _foot(review)),
    )
    return shell("review", f"Review: {page.draft.title}", (*first, _contents(contents), *rest), foot, review.asof,
                 review.version)  # fmt: skip


def _contents(items: Sequence[Markup]) -> Markup:
    """The list of contents."""
    return el("nav", el("ol", *items), aria_label="Contents", class_="contents")


def shell(
    what: str, title: str, main: Iterable[str | None], foot: Iterable[str | None], asof: str = "", version: str = "",
    more: str = "",
) -> str:  # fmt: skip
    """A self-contained page in the look of Foedus: light, dark and in print.

    Args:
        what: what it is, in a word; it stands beside the name in the mast.
        title: of the window.
        main: what it holds.
        foot: what stands at its foot.
        asof: the day that it bears.
        version: of Foedus.
        more: rules of style besides those of the review.
    """
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        el("meta", name="generator", content=f"Foedus {version}".strip()),
        el("title", title),
        el("style", Markup(styles() + more)),
    )
    mast = el(
        "header",
        el("p", el("b", "Foedus"), f" {what}", class_="brand"),
        el("p", "Our draft, our options. As of ", asof, class_="asof") if asof
        else el("p", "Our draft, our options", class_="asof"),
        _theme(),
        class_="mast",
    )  # fmt: skip
    skip = el("a", f"Skip to the {what}", href="#main", class_="skip")
    body = el("body", skip, _PATTERNS, mast, el("main", *main, id="main"), el("footer", *foot))
    return "<!doctype html>\n" + el("html", head, body, lang="en") + "\n"


def _foot(review: Review) -> str:
    parts = [review.draft.file.rsplit("/", 1)[-1], f"text {review.digest[:12]}" if review.digest else "",
             f"Foedus {review.version}" if review.version else ""]  # fmt: skip
    return " · ".join(p for p in parts if p)
