"""Drafts written in the language, of any number of guarantors, open points and provisions."""

from __future__ import annotations

_BASE = (
    ("threshold", "below-threshold | limited | full-scale", "How large must an attack be?"),
    ("proof", "suspected | established", "How sure must it be who attacked?"),
    ("cause", "always | the attack is unprovoked", "Is a provoked attack a case?"),
    (
        "decider",
        "any guarantor | majority of guarantors | two-thirds of guarantors | unanimity of guarantors",
        "Who decides?",
    ),
    ("clock", "24 hours | 72 hours | 7 days", "How long may the decision take?"),
    ("silence", "it has not | it has", "What does silence mean?"),
    ("bound", "may | intends to | must", "Is it owed?"),
    ("speed", "24 hours | 72 hours | 30 days", "By when?"),
)
_MEASURES = ("consult", "assist Vallia", "use-force", "sanction Ruritania")
_PERIODS = ("12 hours | 24 hours | 48 hours", "24 hours | 72 hours", "48 hours | 7 days | 30 days")
_MODALS = ("may | must", "may | intends to | must", "intends to | must")


def draft(guarantors: int, points: int = 40, articles: int | None = None) -> str:
    """A draft of one decision and several duties, in the language.

    Args:
        guarantors: how many there are.
        points: how many open points; eight at least.
        articles: how many further duties; by default so many as give each two open points.
    """
    names = [f"Guarantor {_letters(i)}" for i in range(guarantors)]
    more = points - len(_BASE)
    articles = (more + 1) // 2 if articles is None else articles
    lines = [
        'treaty "A generated guarantee", called GEN.', f"state {', '.join(names)}, Ruritania.", "party Vallia.",
        f"guarantors, each a guarantor and a party, are {', '.join(names)}.",
        *(f'open {name}: {options}, asks "{asks}".' for name, options, asks in _BASE),
        "armed-attack means a ?threshold or larger attack by Ruritania on Vallia with attribution ?proof or higher.",
        'article 1 "Invocation".', "  After an armed-attack Vallia may invoke this treaty, provided ?cause.",
        'article 2 "Determination".',
        "  On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence.",
        'article 3 "Response".',
        "  When the case has arisen each guarantor ?bound assist Vallia within ?speed of the decision.",
    ]  # fmt: skip
    left = more
    for i in range(articles):
        modal, period = "must", "72 hours"
        head = f'article {i + 4} "Duty {i + 1}".'
        opens: list[str] = []
        if left > 0:
            modal = f"?modal{i}"
            opens.append(f'  open modal{i}: {_MODALS[i % 3]}, asks "Is duty {i + 1} owed?".')
            left -= 1
        if left > 0:
            period = f"?period{i}"
            opens.append(f'  open period{i}: {_PERIODS[i % 3]}, asks "By when is duty {i + 1} done?".')
            left -= 1
        body = f"  When the case has arisen each guarantor {modal} {_MEASURES[i % 4]} within {period} of the decision."
        lines += [head, *opens, body]
    lines += [
        f'article {articles + 4} "Force".',
        "  This treaty enters into force for a party when that party ratifies.",
    ]
    return "\n".join(lines) + "\n"


def _letters(index: int) -> str:
    high, low = divmod(index, 26)
    return (_letters(high - 1) if high else "") + chr(65 + low)
