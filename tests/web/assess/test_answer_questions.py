from __future__ import annotations

import pytest
from django.test import Client

from tests.web.accounts.people import begin
from tests.web.assess.walking import answer_all, begin_walk

pytestmark = pytest.mark.django_db


def test_answers_lead_to_the_map(client: Client) -> None:
    begin(client)

    end = answer_all(client, begin_walk(client))

    assert end == "/map"
    page = client.get("/map").content.decode()
    assert "Fear of being left" in page
