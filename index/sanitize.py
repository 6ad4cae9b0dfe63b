r"""The border: untrusted characters become text that a terminal can show and offsets can count on.

What :func:`sanitize` does, in this order:

* every line end (CR LF, CR, VT, FF, NEL, LINE and PARAGRAPH SEPARATOR) becomes ``\n``;
* escape sequences go as wholes, in their 7-bit and 8-bit forms (ECMA-48, xterm's *ctlseqs*): CSI; OSC, DCS, SOS, PM and
  APC strings up to their terminator; charset selections; ``ESC x``. A string that nobody ends goes up to the end of its
  line and no further, so that a stray introducer cannot swallow an article;
* a tab becomes one blank; what remains of the C0 and C1 controls goes;
* lone surrogates, noncharacters, bidirectional controls and invisible format characters go: they change what is shown
  or searched without being seen;
* ZERO WIDTH JOINER and NON-JOINER stay where they shape something: between emoji, or after a letter of a script that
  joins or stacks its letters (Arabic, Syriac, Mongolian, the Indic scripts …). One variation selector stays behind a
  visible character: more than one draws nothing and can only hide data. Tag characters stay in flag emoji alone;
* at most 30 combining marks stay on a letter, the bound of Unicode's Stream-Safe Text Format (UAX #15). Without a bound
  both normalising and drawing take quadratic time;
* the text is brought to NFC.

Private-use and unassigned characters stay: they draw at worst an empty box.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_STRING_LIMIT = 4096
"""How far, in characters, the terminator of an OSC, DCS … string is looked for across lines."""

_STRING_ENDS = r"\x07\x18\x1a\x1b\x80-\x9f"
_SEQUENCE = (  # what follows ESC or an 8-bit introducer
    r"(?:(?<=\x1b)\[|(?<=\x9b))[\x30-\x3f]*+[\x20-\x2f]*+[\x40-\x7e]?"  # CSI, also one that breaks off
    r"|(?:(?<=\x1b)[\]PX^_]|(?<=[\x90\x98\x9d-\x9f]))"  # OSC, DCS, SOS, PM, APC; a payload ends at the next introducer
    rf"(?:[^{_STRING_ENDS}]{{0,{_STRING_LIMIT}}}+(?:\x07|\x1b\\|\x9c)|[^\n{_STRING_ENDS}]*+)"
    r"|(?<=\x1b)[\x20-\x2f]*+[\x30-\x7e]"  # charset selections and the like, ESC x
)

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # tab and line ends are dealt with by themselves
_FORMATS = (
    "\u00ad"  # soft hyphen: splits a word for search, invisible in a terminal
    "\u034f\u061c\u115f\u1160\u17b4\u17b5"  # grapheme joiner, Arabic letter mark, Hangul fillers, Khmer inherent vowels
    "\u200b\u200e\u200f\u202a-\u202e"  # zero width space; bidi marks, embeddings and overrides
    "\u2060-\u206f"  # word joiner, invisible operators, bidi isolates, deprecated formatting
    "\u3164\ufeff\uffa0"  # Hangul fillers, byte order mark
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # noncharacters; unassigned ignorables and interlinear annotation
)
_ASTRAL_FORMATS = (
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical format controls
    "\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"  # ignorables without a use
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
)

_FLAG = "\U0001f3f4"
_REGION = "[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}+\U000e007f"  # what may follow it: England, Texas …
_TAGS = "\U000e0000-\U000e007f"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINERS = "\u180e\u200c\u200d"  # the first is the Mongolian vowel separator

_JOINING = (  # letters and marks of scripts that a joiner shapes
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff\u0710-\u085f\u0860-\u08ff\u0900-\u0dff\u0f40-\u0fbc\u1000-\u109f"
    "\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa\u1a20-\u1aaf\u1b00-\u1c4f\ua840-\ua8df\ua980-\ua9df\uaa00-\uaaef"
    "\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc\U00010a00-\U00010a5f\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
_EMOJI = "\u2194-\u21aa\u231a-\u2328\u232b-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\U0001f000-\U0001faff"
_EMOJI_END = f"{_EMOJI}\ufe0f\u20e3\U000e007f"  # an emoji may end in a selector, a keycap or a flag's last tag

# Every pattern begins with a small class of characters, which `re` finds fast; the rest is asked by looking behind.
# Planes beyond the first have patterns of their own: mixed into the others they make these several times slower.
_UNSAFE_ASCII = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_NEWLINE = re.compile("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_DROPPED = re.compile(f"[{_CONTROLS}{_FORMATS}](?:{_SEQUENCE}|[{_FORMATS}]*+)")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_ASTRAL_DROPPED = re.compile(
    f"[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001fffe-\U0010ffff](?<=[{_ASTRAL_FORMATS}])"
)
_TAG = re.compile(f"[{_FLAG}{_TAGS}](?:(?<={_FLAG})(?:{_REGION})?|[{_TAGS}]*+)")
_SHAPER = re.compile(f"[{_JOINERS}{_SELECTORS}]")
_STRAY_SELECTOR = re.compile(rf"[{_SELECTORS}](?:(?<=\A.)|(?<=[\s{_SELECTORS}{_JOINERS}].))[{_SELECTORS}]*+")
_STRAY_JOINER = re.compile(
    f"[{_JOINERS}](?:(?<![{_JOINING}{_EMOJI_END}].)|(?<=[{_EMOJI_END}].)(?:(?<!\u200d)|(?![{_EMOJI}])))[{_JOINERS}]*+"
)
_LAYOUT = re.compile("[\n\r\t\x0b\x0c\x85\u2028\u2029]")
_SPELLED = re.compile(f"[{_CONTROLS}{_FORMATS}]")

_ROUNDS = 4
_MARKS = 30
_UNMARKED = r"\x00-\u02ff\u3040-\u3096\u30a0-\u9fff\uac00-\ud7a3"  # no combining mark among these
_MARK_RUN = re.compile(rf"[^{_UNMARKED}](?<![^{_UNMARKED}][^{_UNMARKED}])[^{_UNMARKED}]{{{_MARKS},}}+")


def sanitize(text: str) -> str:
    r"""Return ``text`` as safe NFC text whose lines end in ``\n``; linear in time and idempotent.

    No character is escaped: what is unsafe is gone. The rules are in the module's docstring.
    """
    if text.isascii() and not _UNSAFE_ASCII.search(text):
        return text
    text = _DROPPED.sub("", _NEWLINE.sub("\n", text)).replace("\t", " ")
    return text if text.isascii() else _settled(text, _drop)


def sanitize_line(text: str) -> str:
    """Return ``text`` sanitised and on one line, white space folded to single blanks: for titles, names, metadata."""
    return " ".join(sanitize(text).split())


def spell_out(text: str) -> str:
    r"""Return ``text`` on one line with unsafe characters spelled out: for file names and messages.

    Control characters are shown as ``\x1b``, others that :func:`sanitize` would drop as ``\u202e``; a byte of a file
    name that is not UTF-8 (a surrogate, PEP 383) as the byte it was, ``\xff``. Backslashes are left alone.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SPELLED.sub(_spelled, _LAYOUT.sub(_spelled, text))
    return _settled(text, _spelled)


def _settled(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    """Replace invisible characters that stand where they shape nothing, and bring the text to NFC.

    NFC may move marks, and so change what a joiner stands behind: hence the rounds. Real text needs one; what has not
    settled after a few was made to be awkward and loses all its joiners and selectors.
    """
    if _ASTRAL.search(text):
        text = _ASTRAL_DROPPED.sub(replace, text)
        text = _TAG.sub(lambda match: match[0] if match[0][0] == _FLAG else replace(match), text)
    text = _normalised(text)
    if not _SHAPER.search(text):
        return text
    for _ in range(_ROUNDS):
        settled = _normalised(_STRAY_JOINER.sub(replace, _STRAY_SELECTOR.sub(replace, text)))
        if settled == text:
            return text
        text = settled
    return _normalised(_SHAPER.sub(replace, text))


def _normalised(text: str) -> str:
    """Bring ``text`` to NFC with bounded runs of combining marks.

    The second cut is for marks that normalising takes apart; cutting the end of a run leaves NFC as it is.
    """
    bounded = _MARK_RUN.sub(_bounded, text)
    normalised = unicodedata.normalize("NFC", bounded)
    return normalised if normalised == bounded else _MARK_RUN.sub(_bounded, normalised)


def _bounded(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS:
            kept.append(character)
    return "".join(kept)


def _drop(_match: re.Match[str]) -> str:
    return ""


def _spelled(match: re.Match[str]) -> str:
    return "".join(_spell(ord(character)) for character in match[0])


def _spell(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
