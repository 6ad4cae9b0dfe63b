"""Learn the weights from a corpus: ``python -m index.analysis.training CORPUS``; not used at run time."""
