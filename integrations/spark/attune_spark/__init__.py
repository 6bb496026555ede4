"""Scores conversations in Spark with attune, one long-lived process beside every partition."""

from .frame import score
from .process import AttuneError, Pipe

__all__ = ["AttuneError", "Pipe", "score"]
