"""From a parsed section to drafts of its positions: candidates, ends, scores, selection, holders, beginnings."""

from __future__ import annotations

from index.analysis.beginnings import settle_beginnings
from index.analysis.candidates import Candidate
from index.analysis.continuations import go_on
from index.analysis.drafts import Draft, draft, join_quotations
from index.analysis.features import candidate_features, candidate_tokens
from index.analysis.parse import Parse
from index.analysis.patterns import patterns_by_cue, refined_candidates
from index.analysis.reading import Section
from index.analysis.selection import select
from index.analysis.sources import settle_sources
from index.analysis.weights import Weights

FLOOR = {"tail": 0.85, "dash": 0.9}
"""Patterns too rare in the training data to be weighed: their least score, by what they are."""


def scored_candidates(parse: Parse, weights: Weights) -> list[Candidate]:
    """All candidates of a paragraph, their boundaries refined and their scores set."""
    candidates = refined_candidates(parse, weights.boundary)
    rivals = patterns_by_cue(candidates)
    added = weights.scorer.added(parse.vectors, [candidate_tokens(parse, candidate) for candidate in candidates])
    for candidate, dense in zip(candidates, added, strict=True):
        score = weights.scorer(candidate_features(parse, candidate, rivals[candidate.cue]), dense)
        candidate.score = max(score, FLOOR.get(candidate.pattern, 0.0))
    return candidates


def extract(section: Section, weights: Weights) -> list[Draft]:
    """The drafts of all positions of a section, in the order of the text."""
    drafts: list[list[Draft]] = []
    for n, parse in enumerate(section.parses):
        chosen = _chosen(parse, weights) if parse is not None else []
        drafts.append([draft(candidate, parse, n) for candidate in chosen if parse is not None])
    joined = join_quotations(section.skeletons, section.parses, drafts)
    for made in joined:
        made.score = weights.confidence(made.score)
    return joined


def _chosen(parse: Parse, weights: Weights) -> list[Candidate]:
    """The positions of a paragraph, with their holders and beginnings settled, and those that go on from them."""
    chosen = select(scored_candidates(parse, weights))
    settle_sources(parse, chosen, weights.source)
    settle_beginnings(parse, chosen, weights.beginning)
    return go_on(parse, chosen)
