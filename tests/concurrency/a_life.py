"""A program of its own: someone begins, writes, leaves traces, and is erased.

Usage: python -m tests.concurrency.a_life live | erase | start
It works on the store that NEARER_DATA and DATABASE_URL name.
"""

from __future__ import annotations

import json
import os
import sys

NAMES = ("Zyxcanaryone", "Another")
WORDS = "zyxcanarytwo barn clay"


def main(verb: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - the settings come first

    from nearer.config import environment  # noqa: PLC0415

    environment.make_installation_key(environment.key_file(environment.data_folder()))

    django.setup()
    found = {"live": live, "erase": erase, "start": start}[verb]()
    sys.stdout.write(json.dumps(found))


def live() -> list[str]:
    """Leave every kind of trace; return what must not be found afterwards, as hex."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from nearer.accounts import names  # noqa: PLC0415
    from nearer.accounts.models import Draft, Kept, Person, Visit  # noqa: PLC0415
    from nearer.diary.models import KeySlot, Membership, Reader, Row  # noqa: PLC0415
    from nearer.review import feeds  # noqa: PLC0415
    from nearer.review.models import Feed  # noqa: PLC0415
    from tests.keep.test_document import ANSWER, file_of  # noqa: PLC0415
    from tests.web.accounts.people import begin  # noqa: PLC0415
    from tests.web.help.walking import Walker  # noqa: PLC0415

    for name in NAMES:
        client = Client(SERVER_NAME="localhost")
        begin(client, name=name, passphrase=WORDS, again=WORDS)
        for n in range(40):
            chosen = {"icon": "list", "title": f"zyxcanarythree {n}"}
            client.post("/settings/name", chosen)
        Walker(client).walk(upto=2)
        file = SimpleUploadedFile("zyxcanaryfour.json", file_of(ANSWER))
        client.post("/keep/in", {"file": file})
        reminder = {"key": "k", "time": "19:30", "days": "0", "words": "zyxcanaryfive"}
        assert client.post("/reminders", reminder).status_code == 302
        unsent = json.dumps([["title", "zyxcanaryfive"]])
        client.post("/draft", {"at": "/settings/name", "fields": unsent})
    person = Person.objects.get(handle=names.handle(NAMES[0]))
    members = Membership.objects.filter(reader_id=person.pk)
    spaces = [member.space_id for member in members]
    calendar = Feed.objects.get(owner=feeds._owner(person.pk))
    sealed = [
        calendar.sealed,
        bytes.fromhex(calendar.mark),
        *(slot.sealed for slot in KeySlot.objects.filter(reader_id=person.pk)),
        *(member.sealed for member in members),
        *(row.sealed for row in Row.objects.filter(space_id__in=spaces)),
        *(kept.sealed for kept in Kept.objects.filter(person=person)),
        *(draft.sealed for draft in Draft.objects.filter(person=person)),
        *(visit.sealed for visit in Visit.objects.filter(person=person)),
        Reader.objects.get(pk=person.pk).public_key,
    ]
    # The last bytes: a row that spans pages of the file has them on one of them.
    found = [bytes(raw)[-24:] for raw in sealed]
    found += [person.pk.bytes, *(space.bytes for space in spaces)]
    found += [bytes.fromhex(person.handle)]
    return [raw.hex() for raw in found]


def erase() -> list[int]:
    """Unlock in a new browser, prove, erase; return the statuses."""
    from django.test import Client  # noqa: PLC0415

    from nearer.keep import erasing  # noqa: PLC0415

    erasing.PATIENCE_SECONDS = float(os.environ.get("NEARER_TEST_PATIENCE", "120"))
    client = Client(SERVER_NAME="localhost")
    typed = {"name": NAMES[0], "secret": WORDS}
    codes = [client.post("/unlock?other", typed).status_code]
    again = {"secret": WORDS, "next": "/keep"}
    codes += [client.post("/unlock/again", again).status_code]
    meant = {"when": "now", "sure": "on"}
    codes += [client.post("/keep/all", meant).status_code]
    codes += [Client(SERVER_NAME="localhost").post("/unlock", typed).status_code]
    typed = {"name": NAMES[1], "secret": WORDS}
    codes += [Client(SERVER_NAME="localhost").post("/unlock", typed).status_code]
    return codes


def start() -> int:
    """Do what every start does; return how many people are here."""
    from django.utils import timezone  # noqa: PLC0415

    from nearer.accounts.models import Person  # noqa: PLC0415
    from nearer.keep import erasing  # noqa: PLC0415

    erasing.at_start(now=timezone.now())
    return Person.objects.count()


if __name__ == "__main__":
    main(sys.argv[1])
