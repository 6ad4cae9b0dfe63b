"""From an article's text to who holds which position: entities, holders, statements, stances, targets.

Import :class:`index.analysis.pipeline.Analyser` only where spaCy may be loaded; this module stays cheap.
"""

VERSION = 12
"""Grows whenever the same text would be analysed differently; results of an older version are redone."""
