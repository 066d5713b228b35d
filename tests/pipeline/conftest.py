"""Nearly every test here makes a house: each has no more files in its folder than it needs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.houses import MakeHouse, a_house


@pytest.fixture
def make_house(store: None, tmp_path: Path) -> Callable[..., MakeHouse]:  # noqa: ARG001
    """As everywhere, but without the record, unless ``lean=False`` asks for it."""

    def make(*entries: str, lean: bool = True, **wishes: object) -> MakeHouse:
        return a_house(tmp_path, *entries, lean=lean, **wishes)  # type: ignore[arg-type]

    return make
