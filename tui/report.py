"""Answers of the sub-commands for people: hits, positions, analyses, findings, as plain lines with a little colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from index.answer import Finding, HeldPosition, Hit, Page
from index.article import Analysis, Article, Position, Stance
from index.events import Summary
from index.sanitize import spell_out
from tui.signs import COLOURS, SIGNS
from tui.wording import NOBODY, counted, origin


def print_page(page: Page) -> None:
    """Hits, most relevant first, then how many there are in all."""
    out = _console()
    for hit in page.hits:
        out.print(_hit_heading(hit))
        snippet = Text(hit.snippet.text, style="dim")
        for start, end in hit.snippet.hits:
            snippet.stylize("bold not dim", start, end)
        out.print(Padding(snippet, (0, 0, 1, 2)))
    copies = f" and {page.copies:,} copies of these" if page.copies else ""
    shown = f"{len(page.hits):,} of {page.total:,} articles{copies} · {page.took_ms:.0f} ms"
    out.print(shown if page.total else _nothing(page.suggestion))


def print_positions(positions: Iterable[HeldPosition]) -> None:
    """Positions under the article that states them."""
    out = _console()
    heading, count = None, 0
    for held in positions:
        if held.article.id != heading:
            out.print(*([] if heading is None else [""]), _article_heading(held.article), sep="\n")
            heading = held.article.id
        _print_position(out, held.position)
        count += 1
    out.print(f"\n{counted(count, 'position')}" if count else "no positions found")


def print_analysis(article: Article, analysis: Analysis, *, explain: bool) -> None:
    """An article's entities by kind and its positions in the order of the text."""
    out = _console()
    out.print(_article_heading(article))
    for label in dict.fromkeys(entity.label for entity in analysis.entities):
        names = ", ".join(entity.name for entity in analysis.entities if entity.label == label)
        out.print(Padding(Text.assemble((f"{label} ", "dim"), names), (0, 0, 0, 2)))
    for position in analysis.positions:
        _print_position(out, position, explain=explain)
    out.print("" if analysis.positions else "  no positions found\n")


def print_findings(findings: Iterable[Finding]) -> None:
    """A line for each finding, with what repairs what is not well."""
    out = _console()
    for finding in findings:
        sign, style = ("ok", "green") if finding.ok else ("!!", "bold red")
        line = Text.assemble((f"{sign} ", style), (f"{finding.subject:10} ", "bold"), spell_out(finding.message))
        out.print(line, soft_wrap=True)
        if finding.remedy:
            out.print(Text(f"   -> {finding.remedy}", style="cyan"), soft_wrap=True)


def print_summary(summary: Summary) -> None:
    """What a run of `index` did, in two lines."""
    out = _console()
    parts = {
        "added": summary.added, "changed": summary.changed, "unchanged": summary.unchanged, "moved": summary.moved,
        "removed": summary.removed, "failed": summary.failed, "passed over": summary.skipped,
    }  # fmt: skip
    files = ", ".join(f"{count:,} {what}" for what, count in parts.items() if count) or "no files"
    out.print(f"files: {files}{' (stopped before the end)' if summary.stopped else ''}", soft_wrap=True)
    library = f"{summary.articles:,} articles, {summary.analysed:,} analysed, {summary.positions:,} positions"
    out.print(f"library: {library} · {summary.seconds:.1f} s", soft_wrap=True)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the command line end as it does for every output: rich itself would call it a failure."""
        raise BrokenPipeError


def _console() -> Console:
    return _Console(markup=False, highlight=False, emoji=False)


def _nothing(suggestion: str | None) -> str:
    return f"nothing found; did you mean: {suggestion}" if suggestion else "nothing found"


def _hit_heading(hit: Hit) -> Text:
    heading = Text(hit.title, style="bold")
    heading.append(_where(hit.source, hit.published), style="not bold dim")
    heading.append_text(_marks(hit.stances))
    if hit.copies:
        more = f"  +{hit.copies:,} {'copy' if hit.copies == 1 else 'copies'} (copies:{hit.id})"
        heading.append(more, style="not bold dim")
    return heading


def _article_heading(article: Article) -> Text:
    return Text.assemble((article.title, "bold"), (_where(article.source, article.published), "dim"))


def _where(source: str | None, published: datetime | None) -> str:
    where = origin(source, published)
    return f" · {where}" if where else ""


def _marks(stances: Mapping[Stance, int] | None) -> Text:
    counted = [(f" {SIGNS[stance]}{count}", COLOURS[stance]) for stance, count in (stances or {}).items()]
    return Text.assemble(" ", *counted) if counted else Text()


def _print_position(out: Console, position: Position, *, explain: bool = False) -> None:
    line = Text.assemble(
        (f"{SIGNS[position.stance]} ", COLOURS[position.stance]),
        (position.holder.name if position.holder else NOBODY, "bold"),
        (f" {position.stance} ", COLOURS[position.stance]),
    )
    if position.target:
        line.append(f"[{_folded(position.target.text)}] ", style="cyan")
    line.append(_folded(position.statement.text))
    if explain:
        start, end = position.statement.spans[0].start, position.statement.spans[-1].end
        line.append(f"  {position.quotation} {position.confidence:.2f} {start}–{end} {position.rule}", style="dim")
    out.print(Padding(line, (0, 0, 0, 2)))


def _folded(text: str) -> str:
    return " ".join(text.split())
