"""What somebody says of his own will in a quotation, read off its words: quotations are not parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.analysis import lexicon
from index.analysis.parse import Range

_WORD = re.compile(r"[\w’'\-]+")
_LETTERS = re.compile(r"[a-z]+")
_AVOWALS = tuple(
    (re.compile(pattern, re.I), sign, frozenset(telling.split()))
    for pattern, sign, telling in (
        (r"^\W*(?:no|not|never|none of)\s", -1, "no not never none"),
        (
            r"\b(?:i|we)\s(?:\w+\s)?"
            r"(?:oppose|reject|object|refuse|condemn|deplore|disagree|resent|regret|fear|hate|dislike|distrust|doubt)\b",
            -1,
            "oppose reject object refuse condemn deplore disagree resent regret fear hate dislike distrust doubt",
        ),
        (
            r"\b(?:i|we)(?:\s(?:am|are)|['’](?:m|re))\s(?:\w+\s)?"
            r"(?:against|opposed|opposing|disappointed|appalled|sorry|worried|concerned|frustrated|tired|sick|outraged)\b",
            -1,
            "against opposed opposing disappointed appalled sorry worried concerned frustrated tired sick outraged",
        ),
        (
            r"\b(?:i|we)\s(?:will|would|shall|can|do|could)(?:\s(?:not|never)|n['’]t)\b"
            r"(?!\s(?:know|remember|recall|care|mean|mind)\b)|\bwon['’]t\b|\bcannot\b",
            -1,
            "not never t cannot",
        ),
        (
            r"\b(?:must|should|may)\s(?:not|never)\b|\bno (?:longer|reason|excuse|need|place|business|right)\b",
            -1,
            "not never no",
        ),
        (r"\b(?:is|are|was|were)\s(?:\w+\s)?not\s(?:\w+ed|met|so)\b", -1, "not"),
        (
            r"\b(?:i|we)\s(?:\w+\s)?(?:support|back|welcome|favou?r|recommend|endorse|applaud|love|like|thank|prefer"
            r"|admire|appreciate|stand\s(?:by|with))\b",
            1,
            "support back welcome favour favor recommend endorse applaud love like thank prefer admire appreciate "
            "stand",
        ),
        (
            r"\b(?:i|we)(?:\s(?:am|are)|['’](?:m|re))\s(?:\w+\s)?"
            r"(?:for|ready|proud|happy|glad|grateful|pleased|thrilled|excited|confident|supporting|backing|endorsing"
            r"|in favou?r|voting\sfor)\b",
            1,
            "for ready proud happy glad grateful pleased thrilled excited confident supporting backing endorsing in",
        ),
        (r"\b(?:i|we)(?:\s(?:will|shall|must)|['’]ll)\s(?!not|never)", 1, "will shall must ll"),
        (
            r"\b(?:must|should|needs? to|ought to|ha(?:s|ve) to)\s"
            r"(?!not|never|stop|end|tell you|say|admit|go\b(?!\s\w))"
            r"|\bthank(?:s| you| god)\b",
            1,
            "must should need needs ought has have thank thanks",
        ),
    )
)
"""What somebody says of his own will, in a quotation: for (1) or against (-1); and words of which a match has one."""
_ONCE_SAID = re.compile(r"\b(?:i|we)\s(?:had\s)?(?:said|thought|promised|feared|believed|told)\b[^.!?]*", re.I)
"""What somebody recalls to have said: he need not say it now."""
_OF_ONESELF = re.compile(
    r"\b(?:i|we)\s(?:am|are|was|were|(?:have|had)\sbeen)\s(?:(?:so|very|quite|too|\w+ly)\s)?(?!against\b|opposed\b)\w+",
    re.I,
)
"""I was wrong, we are weak: it speaks for or against nothing else."""
_STOP = (
    r"(?!(?:it|them|him|her|us|you|me|whatever|what|and|or|but|because|if|when|that|which|who|for|with|in|on|at|to|as"
    r"|until|unless|without|through|from|into|over|before|after|by|is|are|was|were|will|be|have|say|think|know)\b)"
)
_PHRASE = rf"(?:{_STOP}[\w’'-]+)(?:[ ]{_STOP}[\w’'-]+){{0,4}}"
_DETERMINED = r"(?:(?:the|this|that|these|those|any|such|a|an|our|their|its|his|her)[ ])?"
_SIDED = (
    r"\b(?:oppose|reject|refuse|condemn|support|back|welcome|favou?r(?:[ ]of)?|recommend|endorse|regret|want|need"
    r"|prefer|opposing|supporting|backing|endorsing|admire|appreciate|distrust|hate|stand[ ](?:by|with)"
    r"|vot(?:e|ing)[ ]for|(?<!nothing )against)[ ]"
)
_REFUSED = r"\b(?:i|we)[ ](?:will|would|shall|can|could)(?:(?:[ ](?:not|never))|n['’]t)[ ](?!be\b|have\b)\w+[ ]"
_AVOWED = re.compile(
    rf"(?:{_SIDED}|{_REFUSED}|\bcannot[ ]\w+[ ])"
    rf"(?P<thing>{_DETERMINED}{_PHRASE}|whatever[ ](?:is|was)[ ]\w+|(?:it|this|them)(?=[^\w’'-]))",
    re.I,
)
_NAMED = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?:(?<=^)|(?<=[\s“\"‘(]))"
    rf"(?P<thing>(?:[Tt]he|[Tt]his|[Oo]ur|[Tt]heir|[Aa]n?)[ ]{_PHRASE})"
)
_PLAIN = re.compile(
    r"\b(?:i|we)\s(?:\w+\s)?"
    r"(?:support|back|welcome|favou?r|recommend|endorse|oppose|reject|condemn)\s(?!it\b|this\b[.,]|them\b)"
    r"|^\W*no\s",
    re.I,
)
_PRONOUNS = frozenset(("it", "this", "them"))
_CONDITION = re.compile(r"\b(?:only if|unless|provided that|on condition that|as long as|if)\b", re.I)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+|$)")


def avowed(text: str, content: Sequence[Range]) -> int:
    """The sign of what the speaker says of his own will in the statement's words."""
    total = sum(_avowals(passage) for _, passage in said_now(text, content))
    return (total > 0) - (total < 0)


@lru_cache(maxsize=8)
def _avowals(passage: str) -> int:
    """How often a passage avows a will for something, less how often against."""
    present = frozenset(_LETTERS.findall(passage.lower()))
    return sum(
        sign * len(pattern.findall(passage)) for pattern, sign, telling in _AVOWALS if not present.isdisjoint(telling)
    )


def sign_of_words(text: str, content: Sequence[Range]) -> int:
    """Sign of a statement that was not parsed: of what the speaker wants or refuses, else of its evaluative words."""
    words, total = lexicon.polarity(), 0
    for _, passage in said_now(text, content):
        total += 2 * _avowals(passage)
        turned = 1
        for word in _WORD.findall(_OF_ONESELF.sub("", passage).lower()):
            if word in words.negation or word.endswith(("n't", "n’t")):
                turned = -1
                continue
            bare = word.removesuffix("s")
            sign = (word in words.good or bare in words.good) - (word in words.bad or bare in words.bad)
            if word in words.blame or bare in words.blame:
                sign = -1
            if sign:
                total += sign * turned
                turned = 1
    return (total > 0) - (total < 0)


def named(text: str, content: Sequence[Range], *, conditional: bool = False) -> Range | None:
    """What a quotation that was not parsed is about: the object of its avowal, else the first thing it names.

    Of a ``conditional`` one it is looked for first in the sentences that state a condition.
    """
    passages = list(said_now(text, content))
    tied = [sentence for each in passages for sentence in _sentences(*each) if _CONDITION.search(sentence[1])]
    for stretches in (tied, passages) if conditional else (passages,):
        for pattern in (_AVOWED, _NAMED):
            for start, passage in stretches:
                found = pattern.search(passage)
                if found and found["thing"].lower() in _PRONOUNS:
                    before = list(_NAMED.finditer(passage, 0, found.start()))
                    found = before[-1] if before else found
                if found:
                    return start + found.start("thing"), start + found.end("thing")
    return None


def sides_plainly(text: str, content: Sequence[Range]) -> bool:
    """Does the speaker say in so many words what he is for or against: I support this treaty, no force is planned?"""
    return any(_PLAIN.search(passage) for _, passage in said_now(text, content))


def opens_with_pronoun(text: str, content: Sequence[Range]) -> bool:
    """Does a quotation's first sentence speak of something by pronoun alone, which must stand for what went before?"""
    start, stop = content[0]
    first = _SENTENCE.search(text, start, stop)
    return first is not None and re.search(r"\b(?:it|this)\b", first[0], re.I) is not None


def said_now(text: str, content: Sequence[Range]) -> Iterator[tuple[int, str]]:
    """The pieces of a statement and where they begin, blanks in place of what the speaker only recalls to have said."""
    for start, stop in content:
        yield start, _without_recalled(text[start:stop])


@lru_cache(maxsize=8)
def _without_recalled(passage: str) -> str:
    return _ONCE_SAID.sub(_blank, passage)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _sentences(start: int, passage: str) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(passage):
        yield start + match.start(), match[0]
