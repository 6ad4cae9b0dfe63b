"""The panes and bars of the reader's screen, one a file, each with its style sheet in it."""
