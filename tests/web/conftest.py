from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from tests.web.house import HOUSE


@pytest.fixture
def house() -> Iterator[Client]:
    """Stand in front of the house alone, without the other apps."""
    with override_settings(**HOUSE):
        yield Client(raise_request_exception=False)
