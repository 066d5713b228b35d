"""How many examples Hypothesis draws: all that a test asks for, or a third with ``EXAMPLES=few``, as ``.ci/run`` does."""

import os

from hypothesis import settings

_FEW = os.environ.get("EXAMPLES") == "few"


def examples(usual: int) -> int:
    """So many where nobody asks for few."""
    return max(usual // 3, 20) if _FEW else usual


def fewer_where_asked() -> None:
    """Let tests that name no number draw few as well."""
    settings.register_profile("asked for", max_examples=examples(100))
    settings.load_profile("asked for")
