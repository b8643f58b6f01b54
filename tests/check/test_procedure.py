"""Who can block a decision, who suffices to adopt it, and who must ask."""

from __future__ import annotations

from itertools import combinations, product
from math import ceil

import pytest

from foedus.check.deciders import blockings
from foedus.check.run import view_of
from foedus.language import parse_draft
from tests.check.drafted import found
from tests.check.pact import voted


def test_any_one_of_them_is_enough_so_nobody_can_block():
    assert found(voted("any guarantor"), "procedure") == []


def test_the_victim_itself_decides_so_nobody_else_can_block():
    assert found(voted("Vallia"), "procedure") == []


def test_each_for_itself_blocks_nobody_else():
    assert found(voted("each guarantor for itself"), "procedure") == []


def test_one_can_block_unanimity():
    [one] = found(voted("unanimity of guarantors"), "procedure")
    assert one.code == "F0201"
    assert one.sentence == "Any one of the 3 guarantors can block the answer."
    assert one.covers == (
        "any one of the 3 guarantors can block it by refusing or by silence; all 3 guarantors together can adopt it",
    )
    assert one.always
    assert one.ref.label == "article 2"
    assert one.sets == (("Arland",), ("Borland",), ("Corland",))


def test_a_minority_that_can_refuse_a_majority_is_counted_in_words():
    [one] = found(voted("majority of guarantors"), "procedure")
    assert one.sentence == "Any 2 of the 3 guarantors can block the answer."
    assert one.weight < found(voted("unanimity of guarantors"), "procedure")[0].weight


def test_silence_that_consents_blocks_nothing_but_a_refusal_does():
    [one] = found(voted("unanimity of guarantors", silence="it has"), "procedure")
    assert one.covers == (
        "any one of the 3 guarantors can block it by refusing; all 3 guarantors together can adopt it",
    )


def test_a_sole_decider_that_is_not_the_victim_blocks_alone():
    sentences = [one.sentence for one in found(voted("Arland"), "procedure")]
    assert sentences == ["Arland can block the answer."]


def test_a_sole_decider_that_may_be_the_attacker_judges_itself():
    text = voted("Arland").replace("attack by Ruritania", "attack by anyone")
    judged = [one for one in found(text, "procedure") if "its own attack" in one.sentence]
    assert [one.sentence for one in judged] == ["Arland alone decides, also on its own attack."]


def test_an_invocation_that_is_not_the_victims():
    text = voted().replace("Vallia may invoke", "Arland may invoke")
    asked = [one for one in found(text, "procedure") if "invoke" in one.sentence]
    assert [one.sentence for one in asked] == [
        "The victim cannot invoke the treaty itself: the answer waits for Arland."
    ]
    assert asked[0].sets == (("Arland",),)


def test_what_depends_on_the_decider_says_on_which():
    more = 'open decider: any guarantor | majority of guarantors | unanimity of guarantors, asks "Who?".\n'
    [one] = found(voted("?decider", more=more), "procedure")
    assert not one.always
    assert one.depends == ((("decider", ("unanimity of guarantors",)),),)  # with a majority two must join
    assert (
        one.sentence
        == "Any one of the 3 guarantors can block the answer if decider is unanimity of guarantors."
    )
    assert len(one.covers) == 3


@pytest.mark.parametrize("size", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "rule", ["any guarantor", "majority of guarantors", "two-thirds of guarantors", "unanimity of guarantors"]
)
def test_smallest_sets_equal_a_brute_force(size: int, rule: str):
    names = ["Arland", "Borland", "Corland", "Dorland", "Erland"][:size]
    text = voted(rule).replace(
        "Arland, Borland, Corland, Ruritania", "Arland, Borland, Corland, Dorland, Erland, Ruritania"
    )
    text = text.replace("are Arland, Borland, Corland", f"are {', '.join(names)}")
    loaded = parse_draft(text)
    assert loaded.ok, loaded.diagnostics
    assert loaded.draft is not None
    view = view_of(loaded.draft)
    [decides] = [d for d in view.case.decisions if not d.who]
    [one] = blockings(view, decides.prov)

    def adopted(votes: tuple[bool, ...]) -> bool:
        need = {"any": 1, "majority": size // 2 + 1, "two-thirds": ceil(2 * size / 3), "unanimity": size}
        return sum(votes) >= need[rule.split()[0]]

    def can(blocks: bool, inside: tuple[int, ...]) -> bool:
        """Whether a set decides the result, whatever the others do."""
        every = product((True, False), repeat=size)
        return all(adopted(v) != blocks for v in every if all(v[i] != blocks for i in inside))

    for blocks, sets in ((True, one.refuse), (False, one.suffice)):
        least = next(k for k in range(size + 1) for s in combinations(range(size), k) if can(blocks, s))
        assert {len(s) for s in sets} == {least}, (rule, size, blocks)
    assert [s for _, s in one.silent] == [one.refuse]


def test_votes_that_decide_two_things_are_counted_for_each():
    """Who can block the finding of the case is told apart from who can block a measure that the same votes take."""
    text = """treaty "Pact", called PACT.
state Ruritania.
party Arland, Borland, Corland, Dorland, Vallia.
organ Council consists of the parties.
measure embargo, blockade.
answers are embargo, blockade.
article 1. After an attack by Ruritania on Vallia Council decides which of answers are taken.
article 2. Council decides under article 1 by three-quarters of the parties.
article 3. On a decision under article 1 each party must take that measure.
article 4. After an attack by Ruritania on Vallia Council decides by {rule} of the parties
  whether the case has arisen.
article 5. When the case has arisen under article 4 each other party must assist the victim,
  until Council has decided embargo.
"""
    for rule, blocks in (("a majority", 3), ("unanimity", 1)):
        one, two = found(text.format(rule=rule), "procedure")
        assert {f.ref.label: {len(s) for s in f.sets} for f in (one, two)} == {
            "article 1": {2},
            "article 4": {blocks},
        }
