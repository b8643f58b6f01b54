"""The reference of the language has an example of everything that the parser reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus import model
from foedus.language import load, load_questions, parse_question
from foedus.model import Decider, Event, Node, Norm, Pattern, walk
from tests.docs import pages
from tests.language import harness

PAGE = pages.ROOT / "docs" / "reference" / "language.md"


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> list[Node]:
    """Everything that the examples of the page say."""
    folder = tmp_path_factory.mktemp("page")
    found: list[Node] = []
    with harness.inside(folder):
        for info, body in pages.blocks(PAGE.read_text("utf-8")):
            kind, *rest = info.split() or [""]
            if kind in ("treaty", "timeline", "positions"):
                name = rest[0] if rest else f"unnamed.{kind}"
                Path(name).write_text(body, "utf-8")
                loaded = load(name)
            elif kind in ("sentences", "events"):
                name = pages.CONTEXT[kind]
                loaded = load(name, {name: Path(name).read_text("utf-8") + body})
            elif kind == "questions":
                draft = load("context.treaty")
                if rest:
                    Path(rest[0]).write_text(body, "utf-8")
                    found += walk(load_questions(rest[0], draft).questions)
                    continue
                asked = (parse_question(text, draft)[0] for text in pages.sentences(body))
                found += [node for one in asked for node in walk(one)]
                continue
            else:
                continue
            found += walk(loaded.positions or loaded.timeline or loaded.draft)
    return found


def kinds() -> set[str]:
    """Every kind of node that a text can be read as."""
    return {
        name
        for name, value in vars(model).items()
        if isinstance(value, type) and issubclass(value, Node) and value is not Node
    }


def test_every_kind_of_sentence_has_an_example(nodes: list[Node]):
    assert kinds() - {type(node).__name__ for node in nodes} == set()


def test_every_kind_of_event_has_an_example(nodes: list[Node]):
    said = {node.kind for node in nodes if isinstance(node, (Event, Pattern))}
    assert set(model.KINDS) - said == set()


def test_every_rule_of_decision_has_an_example(nodes: list[Node]):
    said = {node.kind for node in nodes if isinstance(node, Decider)}
    assert said == {
        "party", "any", "majority", "at-least", "share", "unanimity", "consensus", "each", "silence", "organ"
    }  # fmt: skip


def test_every_part_of_a_provision_has_an_example(nodes: list[Node]):
    """Each field of a norm, of an action and of a deadline is set by some example."""
    for kind in (Norm, model.Action, model.Deadline, model.Trigger, model.Decision, model.Enters, model.Exit):
        some = [node for node in nodes if isinstance(node, kind)]
        empty = ("", None, False, 0, ())
        never = {f for f in kind.__struct_fields__ if all(getattr(n, f) in empty for n in some)}
        assert never - {"span", "final"} == set(), kind.__name__  # final votes have a sentence of their own


def test_every_attribute_of_an_event_has_an_example(nodes: list[Node]):
    said = {node.name for node in nodes if isinstance(node, model.Slot)}
    assert said >= {
        "by", "directed-by", "on", "object", "in", "across", "means", "scale", "origin", "deliberate", "provoked",
        "lasting", "attribution", "instrument", "article", "measure", "for", "to", "from", "purpose", "case", "value",
        "text", "standard", "event", "name", "while", "since",
    }  # fmt: skip
