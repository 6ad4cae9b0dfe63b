"""Names, tags and trees found with spaCy's weights are those that spaCy itself finds."""

from __future__ import annotations

import pytest
from spacy.language import Language

from index.analysis.encoding import Encoder
from index.analysis.model import load_model
from index.analysis.naming import NameFinder
from index.analysis.reading import Reader
from index.analysis.tags import TagFinder
from index.analysis.trees import TreeFinder

TEXTS = [
    "Ada Olt, the mayor of Larun, told Peter Hall on Monday that Croatia would not join NATO.",
    "“We will not go,” she said. It rained. The bridge, built in 1907, was closed for repairs nobody could afford.",
    "What did he say the council had asked them to do about the harbour that nobody wanted?",
    "said " * 40,
    "( ( [ and , and , [ ) ) that that",
    "  two  blanks \n and a line ",
    "x",
    "",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def test_names_are_those_of_spacy(nlp: Language) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    found = NameFinder(nlp.get_pipe("ner")).find(docs)
    for doc, names in zip((nlp(text) for text in TEXTS), found, strict=True):
        assert [(name.start, name.end, name.label) for name in names] == [
            (entity.start, entity.end, entity.label_) for entity in doc.ents
        ]


def test_tags_and_trees_are_those_of_spacy(nlp: Language) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    vectors = Encoder(nlp.get_pipe("tok2vec").model)(docs)
    tags = TagFinder(nlp.get_pipe("tagger")).find(vectors)
    trees = TreeFinder(nlp.get_pipe("parser")).find(vectors, [[token.is_space for token in doc] for doc in docs])
    for doc, tagged, tree in zip((nlp(text) for text in TEXTS), tags, trees, strict=True):
        assert tagged == [token.tag_ for token in doc]
        assert tree.heads == [token.head.i for token in doc]
        assert tree.relations == [token.dep_ for token in doc]


def test_remembered_words_have_the_same_vectors_the_second_time(nlp: Language) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    model = nlp.get_pipe("tok2vec").model
    encode = Encoder(model)
    for _ in range(2):
        for ours, theirs in zip(encode(docs), model.predict(docs), strict=True):
            assert abs(ours - theirs).max(initial=0) < 1e-5


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_contractions_of_a_paragraph_are_read_as_spacy_reads_straight_ones(nlp: Language, apostrophe: str) -> None:
    text = "They said he didn't go far enough, that she won't vote for it and that we'll see they're wrong."
    ((_, section),) = Reader().read([text.replace("'", apostrophe)])
    (parse,) = section.parses
    assert parse is not None
    assert parse.tag == [token.tag_ for token in nlp(text)]
    assert parse.dep == [token.dep_ for token in nlp(text)]
    assert parse.chars(0, len(parse)) == (0, len(text))


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_names_with_apostrophes_are_found_as_with_straight_ones(nlp: Language, apostrophe: str) -> None:
    text = "At the debate, Norah O'Donnell asked about the White House Correspondents' Dinner; they hadn't met."
    ((_, section),) = Reader().read([text.replace("'", apostrophe)])
    assert [(name.start, name.end, name.label) for name in section.mentions] == [
        (entity.start_char, entity.end_char, entity.label_) for entity in nlp(text).ents
    ]
