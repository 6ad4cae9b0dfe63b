"""Words of like meaning have like vectors; a convolution reads words in their order; both survive being kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.convolution import WIDE, Convolution, read, windows
from index.analysis.meanings import Meanings, meanings
from index.analysis.stance_features import MOST_WORDS, Wording, wording
from index.analysis.training.meanings import SIZE, made, tensor
from index.analysis.training.softmax import Stated, fit_signs
from index.analysis.weights import Signs, learned

WORDS = ["backs", "praises", "rejects", "condemns", "says", "counts"]
SIGNS = [1, 1, -1, -1, 0, 0]


def likeness(one: str, other: str) -> float:
    a, b = meanings().of([one, other])
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def a_network(hidden: int = 2) -> Convolution:
    """Its first hidden number is the word's first number; its second says that the next word's second is above 1."""
    first = np.zeros((WIDE * 3, hidden), dtype=np.float32)
    first[3, 0] = 1.0
    first[7, 1] = 1.0
    last = np.zeros((2 * hidden, 3), dtype=np.float32)
    last[0, 1], last[1, 2], last[hidden, 0] = 1.0, 2.0, 1.0
    return Convolution(first, np.array([0.0, -1.0], dtype=np.float32), last)


def test_words_of_like_meaning_have_like_vectors() -> None:
    assert likeness("disaster", "catastrophe") > likeness("disaster", "triumph") + 0.1
    assert likeness("praise", "admire") > likeness("praise", "tax") + 0.1


def test_a_word_that_the_table_has_in_no_form_is_nothing_and_one_with_another_ending_is_its_form() -> None:
    unknown, ended, form = meanings().of(["xqzzy", "bungalowing", "bungalow"])
    assert not unknown.any()
    assert form.any()
    assert (ended == form).all()


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_words_have_vectors_of_one_size(words: list[str]) -> None:
    assert meanings().of(words).shape == (len(words), meanings().size)


@pytest.mark.parametrize("word", ["", "\0", "Österreich", "中文", "x" * 5000])
def test_strange_words_are_unknown(word: str) -> None:
    assert not meanings().of([word]).any()


def test_a_word_is_seen_with_its_neighbours_and_with_nothing_beyond_the_ends() -> None:
    rows = np.array([[1.0], [2.0], [3.0]])
    assert windows(rows).tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 0]]
    assert (windows(np.stack([rows, rows]))[1] == windows(rows)).all()


def test_a_network_weighs_the_greatest_and_the_mean_of_what_its_words_give() -> None:
    inputs = np.array([[3.0, 0.0, 0.0], [1.0, 5.0, 0.0]], dtype=np.float32)
    # greatest: 3 for the first hidden number, 4 for the second (5 - 1); the mean of the first: 2
    assert a_network()([inputs]) == [pytest.approx((3.0 - 2.0, 8.0 - 2.0))]


def test_positions_that_are_weighed_together_are_weighed_each_by_itself() -> None:
    read_ = np.random.default_rng(1).standard_normal((9, 3)).astype(np.float32)
    network = a_network()
    alone = [network([each])[0] for each in (read_[:4], read_[4:4], read_[4:])]
    assert network([read_[:4], read_[4:4], read_[4:]]) == [pytest.approx(each) for each in alone]
    assert alone[1] == (0.0, 0.0)
    assert network([]) == []


def test_words_of_the_statement_are_told_from_those_of_the_cue() -> None:
    table = meanings()
    inputs = read(Wording(("denied",), ("the", "claim")), table)
    assert inputs.shape == (3, table.size + 1)
    assert inputs[:, -1].tolist() == [0.0, 1.0, 1.0]
    assert (inputs[2, :-1] == table.of(["claim"])[0]).all()


def test_a_judge_is_the_same_after_being_written_and_read() -> None:
    signs = Signs({"a": (1.0, -1.0)}, a_network())
    again = Signs.load(json.loads(json.dumps(signs.dump())))
    assert json.dumps(again.dump()) == json.dumps(signs.dump())
    assert Signs.load(Signs({"a": (1.0, -1.0)}).dump())([(["a", "a", "b"], Wording((), ()))]) == [(1.0, -1.0)]


def taught(table: Meanings) -> tuple[Convolution, Meanings]:
    """A network that learned six cues: that two of them mean one thing stands in their vectors alone."""
    pytest.importorskip("torch", reason="the network learns with the extra `teacher`")
    from index.analysis.training.pupil import taught as teach

    words = [Wording((word,), ("the", "plan")) for word in WORDS]
    return teach(words * 60, np.eye(3, dtype=np.float32)[[sign % 3 for sign in SIGNS * 60]], table)


def test_a_network_learns_from_words_in_their_order_and_knows_words_that_mean_the_same() -> None:
    network, table = taught(meanings())
    admires, criticized = (Wording((word,), ("the", "plan")) for word in ("admires", "criticized"))
    (pro, con), (good, bad) = network([read(admires, table), read(criticized, table)])
    assert pro > max(0.0, con)
    assert bad > max(0.0, good)


def test_a_network_learned_twice_is_the_same() -> None:
    (one, table), (other, same) = taught(meanings()), taught(meanings())
    assert one.dump() == other.dump()
    assert (table.vectors == same.vectors).all()


@pytest.mark.parametrize(
    ("cue", "statement", "sign"),
    [
        ("praised", "the plan", 1),
        ("admires", "the plan", 1),
        ("condemned", "the plan", -1),
        ("said", "the plan was a disaster", -1),
        ("said", "the plan must not be approved", -1),
        ("said", "the plan has four parts", 0),
    ],
)
def test_the_judge_that_ships_reads_words_in_their_order(cue: str, statement: str, sign: int) -> None:
    ((pro, con),) = learned().stance([([], Wording((cue,), tuple(statement.split())))])
    assert (0 if max(pro, con) <= 0 else 1 if pro > con else -1) == sign


def test_a_judge_learned_twice_is_the_same() -> None:
    words = [Wording((word,), ("the", "plan")) for word in WORDS] * 8
    stated = Stated([[word] for word, *_ in (each.cue for each in words)], words, SIGNS * 8)
    network = learned().stance.network
    assert fit_signs(stated, network).dump() == fit_signs(stated, network).dump()


def test_a_judge_learns_from_features_what_words_do_not_tell() -> None:
    words = Wording(("said",), ("so",))
    rows = [["for"], ["against"], ["neither"]] * 80
    judge = fit_signs(Stated(rows, [words] * len(rows), [1, -1, 0] * 80))
    found = judge([(row, words) for row in rows[:3]])
    assert [max(pro, con) > 0 for pro, con in found] == [True, True, False]
    assert found[0][0] > found[0][1]
    assert found[1][1] > found[1][0]


def test_a_table_keeps_whole_words_in_order_with_vectors_that_turn_into_one_another() -> None:
    pieces = ["[PAD]", "plan", "##s", "bridge", "über", "a", "42"]
    vectors = np.random.default_rng(0).standard_normal((len(pieces), 80)).astype(np.float32)
    table = made(pieces, vectors)
    assert table.words.tolist() == [b"42", b"a", b"bridge", b"plan"]
    assert table.vectors.shape == (4, SIZE)
    kept = vectors[[5, 3, 1]]
    found = table.of(["a", "bridge", "plan"])
    scale = np.linalg.norm(kept[0] - kept[1]) / np.linalg.norm(found[0] - found[1])
    assert np.linalg.norm(found[0] - found[2]) * scale == pytest.approx(np.linalg.norm(kept[0] - kept[2]), rel=0.05)


def test_an_array_is_read_from_a_file_of_tensors_and_one_of_other_numbers_is_named(tmp_path: Path) -> None:
    array = np.arange(6, dtype="<f4").reshape(2, 3)
    for kind in ("F32", "F16"):
        header = json.dumps({"x": {"dtype": kind, "shape": [2, 3], "data_offsets": [0, 24]}}).encode()
        file = tmp_path / f"{kind}.safetensors"
        file.write_bytes(len(header).to_bytes(8, "little") + header + array.tobytes())
    assert (tensor(tmp_path / "F32.safetensors", "x") == array).all()
    with pytest.raises(ValueError, match="x is F16"):
        tensor(tmp_path / "F16.safetensors", "x")


@pytest.mark.parametrize(
    ("word", "form"),
    [("plans", "plan"), ("planned", "plan"), ("ban", "ban"), ("banana", ""), ("bans", ""), ("zebra", "")],
)
def test_a_word_is_read_as_a_neighbour_with_nearly_all_its_letters(word: str, form: str) -> None:
    table = Meanings(np.array([b"ban", b"plan"]), np.array([[1, 2], [3, 4]], dtype=np.int8), 0.5)
    found = {"ban": [0.5, 1.0], "plan": [1.5, 2.0], "": [0.0, 0.0]}
    assert table.of([word]).tolist() == [found[form]]


def test_what_was_drawn_together_stands_apart_in_the_wording() -> None:
    text = "He said they won’t go, it's wrong and we've lost the minister's car."
    words = wording(text, (3, 7), [(8, 23), (23, len(text))])
    assert words.cue == ("said",)
    assert " ".join(words.statement) == "they will not go it wrong and we have lost the minister car"


def test_the_wording_of_a_long_statement_is_its_beginning() -> None:
    text = "said " + "word " * 100
    words = wording(text, (0, 4), [(5, len(text))])
    assert len(words.cue) + len(words.statement) == MOST_WORDS
    assert len(wording(text, (0, len(text)), [(0, 4)]).cue) == MOST_WORDS
