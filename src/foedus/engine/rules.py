"""Boolean facts over open points as few plain rules.

A *rule* gives for some points the options under which it applies; points it does not name may be settled any
way. Rules are computed exactly: together they cover what they must and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence

Settings = Mapping[str, int]
Rule = dict[str, frozenset[int]]
_EFFORT = 3_000_000  # comparisons of rules before the smallest form is given up for a larger exact one


def _merge(cubes: Iterable[Rule]) -> list[Rule]:
    """Join rules that differ in one point only, until none do."""
    todo = {tuple(sorted((p, tuple(sorted(o))) for p, o in cube.items())) for cube in cubes}
    changed = True
    while changed:
        changed = False
        for point in sorted({p for key in todo for p, _ in key}):
            groups: dict[tuple[tuple[str, tuple[int, ...]], ...], set[int]] = {}
            rest: set[tuple[tuple[str, tuple[int, ...]], ...]] = set()
            for key in todo:
                mine = dict(key)
                options = mine.pop(point, None)
                if options is None:
                    rest.add(key)
                else:
                    groups.setdefault(tuple(sorted(mine.items())), set()).update(options)
            merged = rest | {tuple(sorted([*key, (point, tuple(sorted(o)))])) for key, o in groups.items()}
            changed = changed or len(merged) < len(todo)
            todo = merged
    return [{p: frozenset(o) for p, o in key} for key in sorted(todo)]


def _apart(one: Rule, other: Rule) -> bool:
    """Whether no completion fits both rules."""
    if len(other) < len(one):
        one, other = other, one
    return any(p in other and not (o & other[p]) for p, o in one.items())


def _widened(rule: Rule, against: Sequence[Rule], counts: Mapping[str, int]) -> Rule:
    """The rule with every condition loosened as far as it stays apart from all of `against`."""
    wide = dict(rule)
    for point in sorted(rule):
        without = {p: o for p, o in wide.items() if p != point}
        if all(_apart(without, no) for no in against):
            wide = without
            continue
        for option in range(counts[point]):
            if option not in wide[point]:
                more = {**wide, point: wide[point] | {option}}
                if all(_apart(more, no) for no in against):
                    wide = more
    return wide


def _covered(rule: Rule, by: Sequence[Rule], counts: Mapping[str, int]) -> bool:
    """Whether every completion that fits the rule fits one of the others."""
    near = [other for other in by if not _apart(rule, other)]
    if not near:
        return False
    first = near[0]
    for point, options in first.items():
        outside = rule.get(point, frozenset(range(counts[point]))) - options
        if outside and not _covered({**rule, point: outside}, near[1:], counts):
            return False
        rule = {**rule, point: rule.get(point, options) & options}
    return True


def cube(settings: Settings) -> Rule:
    """One way to settle points, as a rule."""
    return {point: frozenset((option,)) for point, option in settings.items()}


def merged(cubes: Iterable[Rule], counts: Mapping[str, int]) -> list[Rule]:
    """The same completions in fewer rules, none of which overlap."""
    return _tidy(_merge(cubes), counts)


def rules(yes: Iterable[Rule], no: Iterable[Rule], counts: Mapping[str, int]) -> list[Rule]:
    """The rules under which something holds, as few and as plain as can be found.

    Args:
        yes: the completions in which it holds; a rule names only the points that mattered.
        no: those in which it does not.
        counts: how many options each point has.

    >>> rules([cube({"a": 0}), cube({"a": 1, "b": 1})], [cube({"a": 1, "b": 0})], {"a": 2, "b": 2})
    [{'a': frozenset({0})}, {'b': frozenset({1})}]
    """
    on, off = merged(yes, counts), merged(no, counts)
    if not off:
        return [{}] if on else []
    if len(on) * len(off) > _EFFORT:
        return on
    wide: list[Rule] = []
    for rule in on:
        if not any(all(p in rule and rule[p] <= o for p, o in other.items()) for other in wide):
            wide.append(_widened(rule, off, counts))
    kept = sorted(wide, key=lambda r: (len(r), sorted((p, sorted(o)) for p, o in r.items())))
    for rule in list(reversed(kept)) if len(kept) <= 200 else ():
        others = [other for other in kept if other is not rule]
        if _covered(rule, others, counts):
            kept = others
    return kept


def _tidy(found: list[Rule], counts: Mapping[str, int]) -> list[Rule]:
    """The rules without conditions that every option meets."""
    return [{p: o for p, o in rule.items() if len(o) < counts[p]} for rule in found]
