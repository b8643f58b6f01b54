"""A ranking of open points as JSON: what `foedus open --json` prints."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from foedus.base import Diagnostic, Source
from foedus.model import Ref
from foedus.model.ranking import Gives, RankedPoint, Ranking
from foedus.report.data import diagnostic_data
from foedus.report.grouped import span_of

_KINDS = ("binding", "late", "discretion", "consult", "unsettled", "nothing")


def _share(share: Fraction) -> dict[str, Any]:
    """A share as a number and exactly."""
    return {"value": float(share), "exact": f"{share.numerator}/{share.denominator}"}


def _place(ref: Ref, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"article": ref.label, "instrument": ref.instrument, "span": span_of(ref, dict(sources))._asdict()}


def _gives(one: Gives) -> dict[str, Any]:
    return {
        "option": one.option,
        **{name: _share(getattr(one, name)) for name in _KINDS},
        "worst_minutes": one.worst,
    }


def _point(one: RankedPoint, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "name": one.name,
        "asks": one.asks,
        **_place(one.ref, sources),
        "share": _share(one.share),
        "moves": _share(one.moves),
        "idle": one.idle,
        "gives": [_gives(g) for g in one.gives],
        "only": [{"point": name, "options": list(options)} for name, options in one.only],
        "alike": [list(group) for group in one.alike],
        "alike_in_every_case": [list(group) for group in one.proved],
        "order": [{"more": o.more, "less": o.less} for o in one.order],
        "findings": [
            {"code": t.code, "sentence": t.sentence, **_place(t.ref, sources), "closed_by": list(t.closed),
             "open_with": list(t.opened), "complete": t.sure}
            for t in one.turns
        ],
        "outside": one.outside,
        "meant": one.meant,
    }  # fmt: skip


def ranking_data(
    ranking: Ranking, sources: Mapping[str, Source], told: Iterable[Diagnostic] = ()
) -> dict[str, Any]:  # fmt: skip
    """What `foedus open --json` prints, as the schema `open/1` says."""
    return {
        "schema": "open/1",
        "draft": ranking.draft,
        "digest": ranking.hash,
        "on": ranking.on,
        "horizon_minutes": ranking.horizon,
        "conduct": ranking.conduct,
        "assumes": ranking.assumes,
        "weights": [
            {"attack": w.text, "weight": w.weight, "kinds": w.kinds, "rest": w.rest} for w in ranking.weights
        ],
        "space": {
            "attacks": ranking.kinds, "of": ranking.of, "by": list(ranking.by), "on": list(ranking.on_whom),
            "procedures": ranking.procedures, "procedure": list(ranking.counted), "completions": ranking.completions,
        },
        "complete": ranking.complete,
        "checked": ranking.checked,
        "points": [_point(one, sources) for one in ranking.points],
        "pairs": [{"points": [p.one, p.two], "share": _share(p.share)} for p in ranking.pairs],
        "unknown": [{**_place(ref, sources), "construct": what} for ref, what in ranking.unknown],
        "notes": list(ranking.notes),
        "diagnostics": [diagnostic_data(one) for one in told],
    }  # fmt: skip
