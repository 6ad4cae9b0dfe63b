"""The `sayso` command: reads the arguments and hands over; imports nothing heavy before it knows what is wanted."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tui import locations
from tui.about import NAME, VERSION
from tui.board_arguments import add_arguments as add_board

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

COMMANDS = {
    "index": "add or refresh articles from files and folders",
    "search": "search the library from a script",
    "positions": "list who holds what position",
    "board": "show who stands where, since when, and who has moved",
    "extract": "analyse files without a library",
    "doctor": "check library, index, model and terminal",
}

READER_HELP = f"""\
Opens the reader on your library; PATHs (files or folders of news articles) are
added to it first, in the background. With no PATH and no library yet, it shows
the sample articles that come with {NAME}.

commands (`{NAME} COMMAND --help` tells more):
""" + "".join(f"  {name:10} {what}\n" for name, what in COMMANDS.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0 well, 1 something failed, 2 not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone (`sayso search … | head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(words: Sequence[str]) -> int:
    command = _command(words)
    arguments = (_command_parser() if command else _reader_parser()).parse_args(words)
    if command is None:
        return _open_reader(arguments)
    # Only now: neither `--help` nor the reader's first paint waits for these.
    from index.answer import SaysoError
    from tui import subcommands

    try:
        status: int = getattr(subcommands, command)(arguments)
        sys.stdout.flush()
    except SaysoError as error:
        return subcommands.complain(error)
    return status


def _command(words: Sequence[str]) -> str | None:
    """The sub-command among ``words``: the first that is no option and no option's value, if it is one's name."""
    skip = False
    for word in words:
        if skip or word.startswith("-"):
            skip = not skip and word == "--library"
            continue
        return word if word in COMMANDS else None
    return None


def _open_reader(arguments: argparse.Namespace) -> int:
    from tui.start import open_reader

    return open_reader(arguments.library, arguments.paths, arguments.query, plain=arguments.plain)


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--library",
        metavar="DIR",
        type=Path,
        default=argparse.SUPPRESS,
        help=f"the library to use (default: ${locations.LIBRARY_VARIABLE}, else {locations.library()})",
    )
    return shared


def _reader_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=NAME,
        parents=[_shared()],
        description="Read the news by who says what.",
        epilog=READER_HELP + f"\nexample: {NAME} ~/news/2025",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(library=locations.library())
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}")
    parser.add_argument("--query", "-q", default="", metavar="QUERY", help="start with this search")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers, dumb terminals, pipes")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders to add first")
    return parser


def _command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=NAME, parents=[_shared()])
    parser.set_defaults(library=locations.library())
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            parents=[_shared()],
            description=f"{COMMANDS[name].capitalize()}.",
            epilog=f"example: {NAME} {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    _add_index(add("index", "index ~/news/2025 --jobs 4"))
    _add_search(add("search", "search 'troops ukraine stance:opposes' --sort newest --json"))
    _add_positions(add("positions", "positions 'troops ukraine' --holder Meloni --csv > meloni.csv"))
    add_board(add("board", "board 'troops ukraine' --html -o board.html"))
    _add_extract(add("extract", "extract article.txt --json | jq '.positions[].holder.name'"))
    doctor = add("doctor", "doctor --repair")
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended without losing anything")
    return parser


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder of articles")
    parser.add_argument("--no-analysis", action="store_true", help="make searchable only; positions can come later")
    parser.add_argument("--prune", action="store_true", help="drop articles whose files below PATH are gone")
    parser.add_argument("--watch", action="store_true", help="stay and take in what changes, until Ctrl-C")
    parser.add_argument("--jobs", type=_at_least_one, metavar="N", help="analysis processes (default: one a core)")
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help="words are joined to one query; see README for the language"
    )
    parser.add_argument("--sort", choices=("relevance", "newest", "oldest"), default="relevance")
    parser.add_argument("--limit", type=_at_least_one, default=20, metavar="N", help="hits to show (default: 20)")
    parser.add_argument("--json", action="store_true", help="JSON lines: one a hit, then one with total and facets")


def _add_positions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="only in articles that this finds")
    parser.add_argument("--holder", metavar="NAME", help="only this holder; part of the name is enough")
    parser.add_argument("--stance", choices=("supports", "opposes", "conditional", "neutral"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON lines, one a position")
    form.add_argument("--csv", action="store_true", help="CSV for a spreadsheet")
    form.add_argument("--markdown", action="store_true", help="a Markdown list")


def _add_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file to analyse; - reads standard input")
    parser.add_argument(
        "--raw", action="store_true", help="the whole file is the text; offsets are into the file as UTF-8"
    )
    parser.add_argument("--explain", action="store_true", help="show what made each position")
    parser.add_argument("--jobs", type=_at_least_one, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--json", action="store_true", help="JSON lines, one object an article")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
