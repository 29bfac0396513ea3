"""Someone at a screen that was left open, or locked, lets nothing go to the other."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nearer.entries import AnyEntry, Linked, LinkEnded, SharingSet
from nearer.keep.document import Export, write
from nearer.readings.two import CHOICES, link_of
from tests.web.accounts.people import PASSPHRASE, diary
from tests.web.us.pairs import Pair, key_on, someone, text

pytestmark = pytest.mark.django_db


def forged(pair: Pair) -> tuple[AnyEntry, ...]:
    """Make what a partner could: the space stands in their own export."""
    link = link_of(pair.diary_of("Ben").entries())
    assert link
    now, day = pair.clock.now, pair.clock.now.date()
    return (
        SharingSet(id=uuid4(), at=now, day=day, space=link.space, what=CHOICES),
        LinkEnded(id=uuid4(), at=now, day=day, space=link.space),
        Linked(id=uuid4(), at=now, day=day, space=uuid4(), by=1),
    )


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_file_changes_nothing_about_whom_one_is_linked_to(
    pair: Pair, which: int
) -> None:
    made = Export(made=pair.clock.now, entries=(forged(pair)[which],))
    file = SimpleUploadedFile("notes.json", write(made, program="test"))
    before = link_of(pair.diary_of("Ana").entries())

    pair.ana.post("/keep/in", {"file": file})
    page = text(pair.ana, "/keep/in/look")
    pair.ana.post("/keep/in/look", {"do": "keep"})

    assert "about sharing with someone is left out" in page
    assert link_of(pair.diary_of("Ana").entries()) == before


def test_whoever_is_linked_to_nobody_gets_all_that_is_in_the_file(pair: Pair) -> None:
    coming = forged(pair)
    cleo = someone(pair.clock, "Cleo")
    made = Export(made=pair.clock.now, entries=coming)
    file = SimpleUploadedFile("notes.json", write(made, program="test"))

    cleo.post("/keep/in", {"file": file})
    cleo.post("/keep/in/look", {"do": "keep"})

    assert diary(cleo, pair.clock, "Cleo").entries()[-3:] == coming
    assert "Nobody but you" in text(cleo, "/keep"), "a link of elsewhere is none here"


def test_what_is_sent_from_a_locked_screen_reaches_nobody(pair: Pair) -> None:
    sent = {"words": "Forged words", "key": key_on(pair.ana)}
    pair.clock.go(minutes=11)
    assert pair.ana.post("/us/glad", sent)["Location"].startswith("/unlock")

    asked = text(pair.ana, "/unlock")
    page = pair.ana.post("/unlock", {"secret": PASSPHRASE})

    assert "is kept safe" not in asked
    said = page.content.decode()
    assert "it was not done" in said
    assert "Forged words" in said, "whoever it was: what was typed is not lost"
    assert text(pair.ana, "/us").count("Forged words") == 0


def test_nor_does_a_locked_screen_decide_what_stays(pair: Pair) -> None:
    pair.ana.post("/unlock/again", {"secret": PASSPHRASE, "next": "/keep"})
    pair.ana.post("/keep/all", {"when": "week", "sure": "on"})
    assert "will be erased" in text(pair.ana, "/keep")
    pair.clock.go(minutes=11)
    pair.ana.post("/keep/stay")

    pair.ana.post("/unlock", {"secret": PASSPHRASE})

    assert "will be erased" in text(pair.ana, "/keep")
