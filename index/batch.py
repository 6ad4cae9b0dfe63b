"""Analyses articles without a library, over worker processes, and gives the results in the articles' order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.analysis.workers import AnalysisFailure, AnalysisWorkers
from index.article import Analysis, Article

WAIT_SECONDS = 60.0


def analyse_articles(articles: Sequence[Article], jobs: int) -> Iterator[tuple[Article, Analysis | AnalysisFailure]]:
    """Each article with its analysis, or with why there is none; ``jobs`` worker processes at most."""
    if not articles:
        return
    with AnalysisWorkers(min(jobs, len(articles))) as workers:
        for key, article in enumerate(articles):
            workers.submit(key, article.text)
        results: dict[int, Analysis | AnalysisFailure] = {}
        for key, article in enumerate(articles):
            while key not in results:
                workers.wait(WAIT_SECONDS)
                results.update(workers.results())
            yield article, results.pop(key)
