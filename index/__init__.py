"""From a file to an answer; knows nothing of a screen."""
