"""Reminds the supporters of the ACT Code of Conduct on the Security Council of their pledge, and reports how they voted."""

__version__ = "0.1.0"
