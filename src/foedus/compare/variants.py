"""One draft made into several: as each party reads it, settled in two ways, at its stages, with each of its parts."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from foedus.engine.words import listed
from foedus.model import Draft, OpenPoint
from foedus.model.draft import Part
from foedus.model.readings import Variant

MOST = 6


class VariantsError(Exception):
    """A draft that cannot be made into several: a sentence for people, and what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


class Made(NamedTuple):
    """A variant with the draft that it reads, the points that it settles and the secret parts that it reads."""

    variant: Variant
    draft: Draft
    fixed: Mapping[str, str]

    @property
    def parts(self) -> tuple[str, ...]:
        """Titles of the secret parts that it reads."""
        return self.variant.parts


def readings(draft: Draft, fixed: Mapping[str, str] | None = None) -> tuple[Made, ...]:
    """The draft as each reader of its ambiguous sentences reads it; readers who read all of them alike are one.

    Args:
        draft: the draft.
        fixed: open points that are settled alike under every reading.

    Raises: VariantsError if nobody reads anything in it differently.

    >>> from foedus.language import parse_draft
    >>> text = '''treaty "T", called T.  use "world.treaty".  party Ukraine, Poland.
    ... ambiguous zone: Ukraine reads territory of Ukraine, Poland reads Odesa.
    ... article 1.  After an attack by Russia on Ukraine in ?zone Poland must assist Ukraine.'''
    >>> [m.variant.name for m in readings(parse_draft(text).draft)]
    ['as Ukraine reads it', 'as Poland reads it']
    """
    settled = dict(fixed or {})
    points = [p for p in draft.open_points() if p.readers and p.name not in settled]
    if not points:
        contested = [p.name for p in draft.open_points() if p.name not in settled]
        raise VariantsError(
            "the draft has no ambiguous sentence that is left open",
            f"compare the options of an open point: --options {contested[0]}" if contested else
            "write “ambiguous NAME: PARTY reads …, PARTY reads ….” and use ?NAME",
        )  # fmt: skip
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    readers = {p.name: [(who, text) for said, text in zip(p.readers, p.texts, strict=True) for who in _each(said)]
               for p in points}  # fmt: skip
    for reader in dict.fromkeys(who for read in readers.values() for who, _ in read):
        read = tuple((name, dict(said)[reader]) for name, said in readers.items() if reader in dict(said))
        groups.setdefault(read, []).append(reader)
    if len(groups) < 2:
        names = listed(p.name for p in points)
        raise VariantsError(f"every reader reads {names} in the same way", "write what each party reads")
    made: list[Made] = []
    for read, names in groups.items():
        said = f"as {listed(names)} read{'s' * (len(names) == 1)} it"
        variant = Variant("reading", said, listed(names), tuple(names), read)
        made.append(Made(variant, draft, {**settled, **dict(read)}))
    return _few(made)


def _each(readers: str) -> list[str]:
    """Who reads it so: `Egypt and Jordan` are two."""
    return readers.split(" and ")


def completions(draft: Draft, fixed: Mapping[str, str], against: Mapping[str, str]) -> tuple[Made, ...]:
    """The draft settled in two ways. Points that only the first names are settled so in both.

    Args:
        draft: the draft.
        fixed: the open points that the first settles, by the text of their option.
        against: what the second settles otherwise.
    """
    second = {**fixed, **against}
    if second == dict(fixed):
        raise VariantsError(
            "both completions are the same", "name with --or a point that is settled otherwise"
        )
    named = [name for name in second if fixed.get(name) != second[name]]
    made: list[Made] = []
    for settled in (fixed, second):
        own = tuple((name, settled[name]) for name in named if name in settled)
        said = listed(f"{name} = {text}" for name, text in own) or f"with {listed(named)} open"
        made.append(
            Made(Variant("completion", f"with {said}" if own else said, said, (), own), draft, dict(settled))
        )
    return tuple(made)


def options(draft: Draft, name: str, fixed: Mapping[str, str] | None = None) -> tuple[Made, ...]:
    """The draft under each option of one open point.

    Args:
        draft: the draft.
        name: the point.
        fixed: other points that are settled alike.
    """
    points = {p.name: p for p in draft.open_points()}
    name = name.removeprefix("?")
    if name not in points:
        known = ", ".join(points)
        raise VariantsError(
            f"the draft has no open point {name}", f"its open points are {known}" if known else "it has none"
        )
    point: OpenPoint = points[name]
    texts = list(dict.fromkeys(point.texts))
    made: list[Made] = []
    for text in texts:
        variant = Variant("completion", f"with {name} = {text}", text, (), ((name, text),))
        made.append(Made(variant, draft, {**(fixed or {}), name: text}))
    return _few(made)


def versions(draft: Draft, fixed: Mapping[str, str] | None = None) -> tuple[Made, ...]:
    """The draft at each stage: without its public protocols and amendments, then with one after another.

    A part counts at its stage whatever its own date or condition; at the first stage it is taken out.

    Args:
        draft: the draft.
        fixed: open points that are settled alike at every stage.

    Raises: VariantsError if it has no public part.
    """
    public = sorted((p for p in draft.parts if not p.secret), key=_date)
    if not public:
        raise VariantsError(
            "the draft has no public protocol, amendment, practice or understanding",
            "add one, or compare its secret parts with --parts" if draft.parts else "add one",
        )
    made: list[Made] = []
    for stage in range(len(public) + 1):
        kept, gone = public[:stage], public[stage:]
        titles = tuple(p.title for p in gone)
        name = f"with the {said(kept[-1])}" if kept else f"without the {listed(said(p) for p in gone)}"
        short = f"with {kept[-1].title}" if kept else "the text alone"
        variant = Variant("version", name, short, without=titles)
        made.append(Made(variant, at_stage(draft, kept, gone), dict(fixed or {})))
    return _few(made)


def parts(draft: Draft, fixed: Mapping[str, str] | None = None) -> tuple[Made, ...]:
    """The public text of a draft, and the text with each of its secret parts.

    Args:
        draft: the draft.
        fixed: open points that are settled alike.

    Raises: VariantsError if it has no secret part.
    """
    secret = [p for p in draft.parts if p.secret]
    if not secret:
        raise VariantsError(
            "the draft has no secret part",
            "compare its public parts with --versions" if draft.parts else 'write “protocol "…", secret.”',
        )
    settled = dict(fixed or {})
    made = [Made(Variant("part", "as the public reads it", "the public text"), draft, settled)]
    for one in secret:
        made.append(
            Made(
                Variant("part", f"with the {said(one)}", f"with {one.title}", parts=(one.title,)),
                draft,
                settled,
            )
        )
    if len(secret) > 1:
        every = tuple(p.title for p in secret)
        made.append(
            Made(
                Variant("part", "with all secret parts", "with all secret parts", parts=every), draft, settled
            )
        )
    return _few(made)


def at_stage(draft: Draft, kept: list[Part], gone: list[Part]) -> Draft:
    """The draft with some parts counting from the beginning, and others taken out."""
    titles = {p.title for p in gone}
    counting = {p.title: replace(p, since=None, in_force=None) for p in kept}
    return replace(
        draft,
        parts=tuple(counting.get(p.title, p) for p in draft.parts if p.title not in titles),
        sentences=tuple(s for s in draft.sentences if s.part not in titles),
        articles=tuple(a for a in draft.articles if a.part not in titles),
    )


def said(part: Part) -> str:
    """A part as people name it: `protocol "Secret Protocol"`."""
    of = f" of {part.of}" if part.of else ""
    return f"{part.kind}{of} “{part.title}”"


def _date(part: Part) -> int:
    """Parts without a date of their own come last, in the order of writing."""
    return part.since.earliest if part.since is not None else 10**12


def _few(made: list[Made]) -> tuple[Made, ...]:
    if len(made) > MOST:
        raise VariantsError(
            f"it would be {len(made)} texts, and each would be compared with each",
            f"settle some with --with, so that {MOST} or fewer are left",
        )
    return tuple(made)
