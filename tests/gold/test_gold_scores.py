from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import scoring

from index.article import LABELS, STANCES, Span

RECORDED = json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))


def at_least(name: str, score: float) -> None:
    """A score may rise without notice and fall only knowingly; recorded figures are rounded to three places."""
    assert score >= RECORDED[name] - 0.0005, f"{name} fell from {RECORDED[name]:.3f} to {score:.3f}"


def test_the_gold_sets_are_large_and_every_row_has_its_place_in_the_articles() -> None:
    mentions = scoring.gold_mentions()
    assert len(mentions) == len(scoring.rows("entities.tsv")) >= 400
    assert {label for _, _, label in mentions} == set(LABELS)
    holders = scoring.rows("holders.tsv")
    assert len({(row["article"], row["passage"]) for row in holders}) == len(holders) >= 150
    for row in holders:
        assert scoring.place_passage(scoring.articles()[row["article"]].text, row["passage"])
    for row in scoring.rows("retelling.tsv"):
        assert scoring.place(scoring.articles()[row["article"]].text, row["words"])
        assert row["stance"] in STANCES


def test_gold_entity_mentions_do_not_overlap() -> None:
    mentions = sorted(scoring.gold_mentions())
    for (article, one, _), (other_article, other, _) in pairwise(mentions):
        assert article != other_article or one.end <= other.start


def test_an_occurrence_counts_whole_words_alone() -> None:
    assert scoring.place("Europe and the EU, says the EU", "EU", 2) == Span(28, 30)
    with pytest.raises(ValueError, match="occurrence 2"):
        scoring.place("the EU", "EU", 2)


def test_entity_mentions_score_as_well_as_recorded_and_better_than_the_model_alone() -> None:
    ours = scoring.score_mentions(scoring.system_mentions()).value
    alone = scoring.score_mentions(scoring.spacy_mentions()).value
    at_least("entities F1", ours)
    assert ours > alone


def test_holders_are_found_and_named_as_well_as_recorded() -> None:
    share = scoring.score_holders()
    at_least("holders found", share.found / share.total)
    at_least("holders right of found", share.right / share.found)


def test_the_retelling_of_the_seed_is_read_as_well_as_recorded() -> None:
    share = scoring.score_retelling()
    at_least("retelling right", share.right / share.total)


def test_no_more_positions_of_the_retelling_than_recorded_have_the_opposite_sign() -> None:
    wrong = scoring.opposite_signs()
    assert len(wrong) <= RECORDED["retelling with opposite sign"], "\n".join(wrong)
