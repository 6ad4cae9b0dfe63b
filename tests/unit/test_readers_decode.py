from __future__ import annotations

import codecs

import pytest

from index.readers.decode import NotTextError, decode

ENGLISH = "The minister said “we won’t go” – and left the café."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "ascii"]
)
def test_english_text_is_decoded(encoding: str) -> None:
    text = ENGLISH if encoding != "ascii" else "Plain words."
    assert decode(text.encode(encoding)) == text


def test_big_endian_utf_16_and_32_with_a_mark_are_decoded() -> None:
    assert decode(codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be")) == ENGLISH
    assert decode(codecs.BOM_UTF32_BE + ENGLISH.encode("utf-32-be")) == ENGLISH


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le président a déclaré à l’Assemblée qu’il n’enverrait pas de troupes. « Ça suffit »."),
        ("cp1252", "Der Kanzler erklärte, die Übung sei „völlig unmöglich“."),
        ("latin-1", "El presidente señaló que España no enviará tropas a la región."),
        ("cp1252", "A café owner in Paris said it cost £5."),
        ("cp1251", "Президент заявил, что войска не будут направлены."),
        ("koi8-r", "Президент заявил, что войска не будут направлены."),
        ("cp1250", "Premier powiedział, że żołnierze nie pojadą na Ukrainę. Źródła łódzkie potwierdziły."),
        ("cp1253", "Ο πρωθυπουργός δήλωσε ότι δεν θα στείλει στρατεύματα."),
        ("cp1255", "ראש הממשלה אמר כי המדינה לא תשלח חיילים."),
        ("shift_jis", "首相は金曜日、部隊を派遣しないと述べた。平和が必要だと語った。"),
        ("gb18030", "总理周五表示，不会派遣部队。他说需要和平。"),
        ("cp949", "총리는 금요일 군대를 파견하지 않을 것이라고 말했다."),
    ],
)
def test_legacy_encodings_are_recognised(encoding: str, text: str) -> None:
    assert decode((text * 5).encode(encoding)) == text * 5


def test_the_first_byte_beyond_ascii_may_come_late() -> None:
    text = "Plain words follow for long. " * 20_000 + "“Yes,” he said — “no”."
    assert decode(text.encode("cp1252")) == text


def test_one_damaged_byte_does_not_spoil_the_accents_of_a_utf_8_text() -> None:
    data = ("Karaş, Milanović, Ångström. " * 20).encode() + b"\xff end"
    assert decode(data) == "Karaş, Milanović, Ångström. " * 20 + "\ufffd end"


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x7fELF\x02\x01\x01\0\0\0\0", bytes(range(256))])
def test_binary_data_is_not_text(head: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(head * 20)


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    assert decode(b"plain words \x01 and more" + b" and more" * 20).startswith("plain words \x01")
    assert decode(b"\x1b]0;title\x07 and \x1b[31m") == "\x1b]0;title\x07 and \x1b[31m"
