"""Wrapping and styling, the only place that maps offsets into a text to cells of a screen; no widgets."""
