"""Drafts written at random that rest on more than the attack: prohibitions that something sets off, and what else."""

from __future__ import annotations

from collections.abc import Callable

from tests.cases import written
from tests.cases.written import Rnd

HEAD = written.HEAD.replace("event mobilisation.", "event mobilisation, ceasefire, flood.")
POINTS = {
    **written.POINTS,
    "ban": "use-force | deploy-forces | arm Ukraine",
}


def draft(rnd: Rnd) -> str:
    """A draft with one of these constructs, and some that others have, too."""
    body = [written._definition(rnd), *written._force(rnd)]
    body += rnd.choice(MAKERS)(rnd)
    text = "\n".join(body)
    opened = [f"open {name}: {options}." for name, options in POINTS.items() if f"?{name}" in text]
    return "\n".join([HEAD.rstrip(), *opened, text]) + "\n"


def _of(*texts: str) -> Callable[[Rnd], str]:
    return lambda rnd: rnd.choice(texts)


# ---- prohibitions that something sets off ----------------------------------------------------------------------------

_set_off = _of(
    "After a raid ", "After a raid ", "After a raid, when Ukraine requests assistance, ", "After a mobilisation ",
    "When a ceasefire is in force, ", "When the attack is grave, ", "24 hours after a raid, if a mobilisation has "
    "occurred, ", "After a raid or a mobilisation ", "After a request by Ukraine ",
    "When a mobilisation has occurred, ",
)  # fmt: skip
_held_back = _of(
    "each guarantor", "each guarantor", "Poland", "the guarantors together", "each other party", "Poland", "Russia",
)  # fmt: skip
_what = _of(
    "deploy-forces", "deploy-forces", "use-force", "?ban", "attack Ukraine", "arm Ukraine", "assist the victim",
    "use-force or deploy-forces", "train",
)  # fmt: skip


def _limits(rnd: Rnd) -> str:
    out: list[str] = []
    for kind in rnd.sample(
        ["provided", "unless", "while", "until", "until", "within"], rnd.choice([0, 1, 1, 2])
    ):
        if kind == "until":
            out.append(rnd.choice([
                "until 2027-03-09", "until a mobilisation", "for 5 days", "until France assists the victim",
                "until a ceasefire",
            ]))  # fmt: skip
        elif kind == "within":
            out.append(rnd.choice(["within 3 days", "by 2027-03-20", "within 24 hours of the attack"]))
        else:
            state = written._state(rnd)
            if "that guarantor" in state or (
                kind == "while" and state.split()[-1] in ("assistance", "victim")
            ):
                continue
            out.append(f"{kind} {state}")
    return "".join(f", {one}" for one in dict.fromkeys(out))


def _forbidden(rnd: Rnd) -> list[str]:
    out = [f"article 1.\n  {_set_off(rnd)}{_held_back(rnd)} must not {_what(rnd)}{_limits(rnd)}."]
    if rnd.random() < 0.3:
        decides = f"After a raid {written._rule(rnd)}"
        out = [
            f"article 2.\n  {decides}",
            f"article 1.\n  When the case has arisen, {_held_back(rnd)} must not {_what(rnd)}{_limits(rnd)}.",
        ]
    if rnd.random() < 0.5:
        out.append("article 5.\n  On breach of article 1 Germany must sanction Russia within 3 days.")
    if rnd.random() < 0.4:
        out.append(f"article 4.\n  {written._norm(rnd, 'After a raid ')}")
    if rnd.random() < 0.2:
        out.append("article 7.\n  A guarantor is released when a mobilisation has occurred.")
    return out


MAKERS = [_forbidden]
