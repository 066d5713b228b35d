"""What the journeys share."""

from collections.abc import Iterator

import pytest

from tests.journeys.warm import warm


@pytest.fixture(scope="session", autouse=True)
def _warm() -> Iterator[None]:
    """Commands start fast."""
    with warm():
        yield
