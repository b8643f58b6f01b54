"""The five articles and their gold stay as they were before the rules were written."""

import hashlib
from pathlib import Path

import msgspec
import pytest

ARTICLES = Path(__file__).parents[1] / "articles"
HASHES = {
    "brussels-statute.gold.jsonl": "2ed498fc3dc2044ef5590371164cf608",
    "brussels-statute.negatives.jsonl": "1adc1549845bae7fb330c245074cae6e",
    "brussels-statute.txt": "1b017cf9d9e5a042194a30ce922916a1",
    "caucasus-treaty.gold.jsonl": "5c1cbc7d6e6ca6784478c77b4b06678e",
    "caucasus-treaty.negatives.jsonl": "cc2fae40d7eb26574c064cb6c16db00a",
    "caucasus-treaty.txt": "ed3f197ee62bdf92c4ec4e69d4d4fb9d",
    "muscat-round.gold.jsonl": "6dd97dfc12cd24c7db1e8e78f623f6f5",
    "muscat-round.negatives.jsonl": "8a024a948000c7d8087c4b4775b348f4",
    "muscat-round.txt": "cd557a2d5518e56804d8fd48092696ca",
    "nile-dam.gold.jsonl": "30819ec2a49561314797abf57d4306df",
    "nile-dam.negatives.jsonl": "408c491c5b7869099f46d9b425b50606",
    "nile-dam.txt": "7b6280a99da587f970f64b65d3e25a22",
    "parties.json": "03fc5bd045af53dd564cd8aa1c372098",
    "port-sudan-truce.gold.jsonl": "92e17a053e60cb2261ec9a5f58b9811a",
    "port-sudan-truce.negatives.jsonl": "aafaaad307d1273d7d122448c4fae1fa",
    "port-sudan-truce.txt": "599b0b005520305aeaf6a68cf006bb2b",
}


def test_nothing_was_added_or_removed():
    assert {p.name for p in ARTICLES.iterdir()} == {*HASHES, "README.md"}


@pytest.mark.parametrize("name", HASHES)
def test_frozen(name: str):
    assert hashlib.sha256((ARTICLES / name).read_bytes()).hexdigest()[:32] == HASHES[name]


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.jsonl")), ids=lambda p: p.name)
def test_every_span_of_the_gold_is_its_text(path: Path):
    text = (ARTICLES / f"{path.name.split('.')[0]}.txt").read_text(encoding="utf-8")
    for line in path.read_text(encoding="utf-8").splitlines():
        span = msgspec.json.decode(line)["span"]
        assert text[span["start"] : span["end"]] == span["exact"]
