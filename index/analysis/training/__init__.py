"""Learn the weights from a corpus of attributions: ``python -m index.analysis.training CORPUS``; not used at run time."""
