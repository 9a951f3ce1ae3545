"""For all tests: compiled translations are those of the sources, and what needs a real homeserver runs last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from hatch_build import compile_translations

ROOT = Path(__file__).parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations, so that a test never reads those of yesterday."""
    compile_translations(ROOT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what stands under tests/e2e/ behind everything else."""
    e2e = Path(__file__).parent / "e2e"
    items.sort(key=lambda item: item.path.is_relative_to(e2e))


@pytest.fixture(autouse=True)
def _log_where_this_test_looks() -> Iterator[None]:
    """A command that was tried in this process has set the log to a stream that is closed after its test."""
    yield
    structlog.reset_defaults()
