"""Texts made to hurt: the analysis ends, keeps its offsets, and needs little memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.analysis.pipeline import Analyser
from index.article import GAP, Analysis

TEXTS = {
    "empty": "",
    "blanks": " \n\t \n\n",
    "one mark": "“",
    "only quotes": "“”" * 3000,
    "only straight quotes": '"' * 5001,
    "unbalanced": "“a ” b \" c ''d ``e “ f ‘g’ «h» „i“ " * 200,
    "nested openers": "“" * 4000 + "he said",
    "said said": "said " * 5000,
    "that that": "He said that she said that " * 1500,
    "no blanks": "x" * 100_000,
    "commas": "and, " * 5000,
    "emoji": "😀 said 👩‍👩‍👧‍👦 that 🏳️‍🌈 is “good” 🎉. " * 200,
    "arabic": "قال الرئيس إن بلاده لن تشارك في القوة العسكرية. «لن نشارك»، قال. " * 200,
    "cjk": "总统说，他的国家不会参加。“我们不会参加，”他说。" * 300,
    "combining": "e\u0301\u0302\u0303 said a\u0300. " * 500,
    "newlines": "a\n" * 5000,
    "controls": "He\x00 said\x1b[31m that\u202e it\ud7ff works. " * 200,
    "brackets": "([{" * 2000,
    "names": " and ".join(f"Ada Olt{n}" for n in range(3000)) + " said no.",
}


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def check(text: str, analysis: Analysis) -> None:
    for entity in analysis.entities:
        assert all(0 <= start < end <= len(text) for start, end in entity.mentions)
    for position in analysis.positions:
        for passage in (position.cue, position.statement, position.target):
            if passage is not None:
                assert passage.text == GAP.join(text[start:end] for start, end in passage.spans)
                assert all(0 <= start < end <= len(text) for start, end in passage.spans)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_analysed_with_true_offsets(analyser: Analyser, name: str) -> None:
    check(TEXTS[name], analyser.analyse(TEXTS[name]))


def test_ten_thousand_people_are_told_apart(analyser: Analyser) -> None:
    text = "\n".join(f"Person Name{n} Olt said that it works." for n in range(2000))
    analysis = analyser.analyse(text)
    check(text, analysis)
    assert len(analysis.positions) > 1000


MEASURE = """
import resource, sys
from index.analysis.pipeline import Analyser
analyser = Analyser()
analyser.analyse("He said that it works.")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
piece = "and then the mayor of Larun said that the harbour works " + "and the grain ships of the north go by " * 9
text = (piece * 3_000)[:1_000_000]
analyser.analyse(text)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_megabyte_without_a_full_stop_needs_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400
