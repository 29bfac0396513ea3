"""Who gets what where. Whoever adds a page adds its line; without one, the suite fails.

A cell says what a GET gets and, after it, what a bare POST gets: a status, or `>` and
where it leads. `–` is a method that the page does not know: 405 for everyone alike.
HEAD stands beside GET where it is known; PUT, PATCH, DELETE, OPTIONS are known nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {  # the columns: kinds of people who must get the same
    "outside": ("nobody", "left"),
    "locked": ("locked",),
    "inside": ("owner", "other"),
    "looking": ("looking",),
}
TABLE = """
pattern                        | outside             | locked              | inside                  | looking
                               | 200 –               | >unlock –           | >map –                  | 200 –
begin                          | 200 422             | 200 422             | >begin/code >begin/code | 200 422
begin/code                     | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
unlock                         | 200 422             | 200 422             | > 422                   | 200 422
lock                           | – >unlock           | – >unlock           | – >unlock               | – >unlock
recover                        | 200 422             | 200 422             | 200 422                 | 200 422
unlock/code                    | >unlock >unlock     | >unlock >unlock     | >unlock >unlock         | >unlock >unlock
settings                       | >unlock –           | >unlock –           | 200 –                   | >unlock –
settings/look                  | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
settings/lock                  | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
settings/name                  | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
settings/browsers              | >unlock >unlock     | >unlock >unlock     | 200 >settings/browsers  | >unlock >unlock
settings/second                | >unlock >unlock     | >unlock >unlock     | >unlock/again >unlock/again | >unlock >unlock
draft                          | >unlock >unlock     | >unlock >unlock     | 422 422                 | >unlock >unlock
settings/door                  | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
settings/sheet                 | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
leave                          | 200 200             | 200 200             | 200 200                 | 200 200
stay                           | – 204               | – 204               | – 204                   | – 204
choose                         | – >                 | – >                 | – >                     | – >
late                           | 200 –               | 200 –               | 200 –                   | 200 –
privacy                        | 200 –               | 200 –               | 200 –                   | 200 –
manifest.webmanifest           | 200 –               | 200 –               | 200 –                   | 200 –
robots.txt                     | 200 –               | 200 –               | 200 –                   | 200 –
favicon.ico                    | >icon –             | >icon –             | >icon –                 | >icon –
look                           | 200 422             | 200 422             | >questions >questions   | 200 422
look/forget                    | – >                 | – >                 | – >                     | – >
map                            | >unlock –           | >unlock –           | 200 –                   | 200 –
questions                      | >unlock >unlock     | >unlock >unlock     | 200 422                 | 200 422
questions/<int:number>         | >unlock >unlock     | >unlock >unlock     | 200 >questions          | 200 >questions
closeness                      | >unlock >unlock     | >unlock >unlock     | 200 422                 | 200 422
closeness/<int:number>         | >unlock >unlock     | >unlock >unlock     | >closeness >closeness   | >closeness >closeness
habits                         | >unlock >unlock     | >unlock >unlock     | 200 422                 | 200 422
habits/<int:number>            | >unlock >unlock     | >unlock >unlock     | >habits >habits         | >habits >habits
roots                          | >unlock >unlock     | >unlock >unlock     | 200 422                 | 200 422
roots/<int:number>             | >unlock >unlock     | >unlock >unlock     | >roots >roots           | >roots >roots
help                           | 200 –               | 200 –               | 200 –                   | 200 –
help/numbers                   | >help –             | >help –             | >help –                 | >help –
help/(?P<code>[a-z]{2})        | 200 >help/es        | 200 >help/es        | 200 >help/es            | 200 >help/es
help/(?P<name>…)               | 200 –               | 200 –               | 200 –                   | 200 –
help/person                    | >unlock –           | >unlock –           | 200 –                   | >unlock –
check                          | >unlock –           | >unlock –           | 200 –                   | >unlock –
check/<int:number>             | >unlock >unlock     | >unlock >unlock     | 200 >check/2            | >unlock >unlock
check/end                      | >unlock >unlock     | >unlock >unlock     | >check >                | >unlock >unlock
unlock/again                   | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
instruments                    | >unlock –           | >unlock –           | 200 –                   | >unlock –
instruments/file               | – >unlock           | – >unlock           | – 422                   | – >unlock
instruments/keep               | – >unlock           | – >unlock           | – 422                   | – >unlock
instruments/<slug:instrument>  | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
instruments/<slug:instrument>/<int:number> | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
keep                           | >unlock –           | >unlock –           | 200 –                   | >unlock –
keep/out                       | >unlock >unlock     | >unlock >unlock     | >unlock/again >unlock/again | >unlock >unlock
keep/give                      | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
keep/in                        | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
keep/in/look                   | >unlock >unlock     | >unlock >unlock     | >keep/in >keep/in       | >unlock >unlock
keep/all                       | >unlock >unlock     | >unlock >unlock     | >unlock/again >unlock/again | >unlock >unlock
keep/stay                      | – >unlock           | – >unlock           | – >keep                 | – >unlock
weeks                          | >unlock –           | >unlock –           | 200 –                   | >unlock –
review                         | >unlock >unlock     | >unlock >unlock     | 200 200                 | >unlock >unlock
review/<int:number>            | >unlock >unlock     | >unlock >unlock     | 200 200                 | >unlock >unlock
review/<int:time>/<int:number> | >unlock 405         | >unlock 405         | 200 405                 | >unlock 405
helps                          | >unlock –           | >unlock –           | 200 –                   | >unlock –
reminders                      | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
reminders/stop                 | – >unlock           | – >unlock           | – >reminders            | – >unlock
feed/<slug:secret>.ics         | 404 –               | 404 –               | 404 –                   | 404 –
today                          | >unlock –           | >unlock –           | >today/begin –          | >unlock –
today/begin                    | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
today/with                     | >unlock >unlock     | >unlock >unlock     | >today/begin >today/begin | >unlock >unlock
today/day                      | >unlock >unlock     | >unlock >unlock     | >today/begin >today/begin | >unlock >unlock
today/felt                     | – >unlock           | – >unlock           | – >today/begin          | – >unlock
today/again                    | >unlock –           | >unlock –           | >today/begin –          | >unlock –
today/aside                    | – >unlock           | – >unlock           | – >today/begin          | – >unlock
today/pause                    | >unlock >unlock     | >unlock >unlock     | >today/begin >today/begin | >unlock >unlock
step/<uuid:plan_id>            | >unlock >unlock     | >unlock >unlock     | >today/begin >today/begin | >unlock >unlock
step/<slug:step_id>            | >unlock >unlock     | >unlock >unlock     | >today/begin >today/begin | >unlock >unlock
more                           | 200 –               | 200 –               | 200 –                   | 200 –
moment                         | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
moment/<uuid:moment_id>        | >unlock –           | >unlock –           | 404 –                   | >unlock –
moment/<uuid:moment_id>/strength | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
moment/<uuid:moment_id>/time   | >unlock –           | >unlock –           | 404 –                   | >unlock –
moment/<uuid:moment_id>/words  | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
moment/<uuid:moment_id>/wait   | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
moment/<uuid:moment_id>/wave   | – >unlock           | – >unlock           | – 404                   | – >unlock
moment/<uuid:moment_id>/back   | – >unlock           | – >unlock           | – 404                   | – >unlock
moment/<uuid:moment_id>/later  | – >unlock           | – >unlock           | – 404                   | – >unlock
moment/<uuid:moment_id>/end    | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
learn                          | 200 –               | 200 –               | 200 –                   | 200 –
learn/<slug:lesson_id>         | 404 404             | 404 404             | 404 404                 | 404 404
offline/<slug:language>        | 200 –               | 200 –               | 200 –                   | 200 –
worker.js                      | 200 –               | 200 –               | 200 –                   | 200 –
write                          | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
write/all                      | >unlock –           | >unlock –           | 200 –                   | >unlock –
write/find                     | >unlock >unlock     | >unlock >unlock     | 200 200                 | >unlock >unlock
write/<uuid:page_id>           | >unlock –           | >unlock –           | 404 –                   | >unlock –
write/<uuid:page_id>/edit      | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
write/<uuid:page_id>/before    | >unlock –           | >unlock –           | 404 –                   | >unlock –
write/<uuid:page_id>/remove    | – >unlock           | – >unlock           | – 404                   | – >unlock
write/<uuid:page_id>/undo      | – >unlock           | – >unlock           | – >write/all            | – >unlock
patterns                       | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
patterns/noted/<uuid:notice_id> | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
patterns/all                   | >unlock –           | >unlock –           | 200 –                   | >unlock –
patterns/<uuid:notice_id>/remove | – >unlock           | – >unlock           | – >patterns/all         | – >unlock
patterns/<uuid:notice_id>/undo | – >unlock           | – >unlock           | – >patterns/all         | – >unlock
patterns/line                  | >unlock –           | >unlock –           | 200 –                   | >unlock –
patterns/line/new              | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
patterns/line/<uuid:bond_id>   | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
patterns/line/<uuid:bond_id>/remove | – >unlock           | – >unlock           | – 404                   | – >unlock
patterns/line/<uuid:bond_id>/undo | – >unlock           | – >unlock           | – >patterns/line        | – >unlock
patterns/words                 | >unlock –           | >unlock –           | 200 –                   | >unlock –
patterns/words/new             | >unlock >unlock     | >unlock >unlock     | 200 422                 | >unlock >unlock
patterns/words/<uuid:script_id> | >unlock >unlock     | >unlock >unlock     | 404 404                 | >unlock >unlock
patterns/words/<uuid:script_id>/before | >unlock –           | >unlock –           | 404 –                   | >unlock –
patterns/words/<uuid:script_id>/remove | – >unlock           | – >unlock           | – 404                   | – >unlock
patterns/words/<uuid:script_id>/undo | – >unlock           | – >unlock           | – >patterns/words       | – >unlock
us                             | >unlock –           | >unlock –           | 200 –                   | >unlock –
us/invite                      | >unlock >unlock     | >unlock >unlock     | >unlock/again >unlock/again | >unlock >unlock
us/join                        | >unlock >unlock     | >unlock >unlock     | >unlock/again >unlock/again | >unlock >unlock
us/share                       | >unlock >unlock     | >unlock >unlock     | 200 200                 | >unlock >unlock
us/days                        | >unlock –           | >unlock –           | 200 –                   | >unlock –
us/week                        | – >unlock           | – >unlock           | – 404                   | – >unlock
us/glad                        | – >unlock           | – >unlock           | – 404                   | – >unlock
us/step                        | – >unlock           | – >unlock           | – 404                   | – >unlock
us/mine                        | >unlock >unlock     | >unlock >unlock     | >us >us                 | >unlock >unlock
beside                         | 200 –               | 200 –               | 200 –                   | 200 –
beside/path                    | 200 –               | 200 –               | 200 –                   | 200 –
beside/<slug:step_id>          | 404 404             | 404 404             | 404 404                 | 404 404
"""  # noqa: E501 - a table is read across
HEADS = {
    "us",
    "us/days",
    "beside",
    "beside/path",
    "beside/<slug:step_id>",
    "",
    "leave",
    "privacy",
    "today/again",
    "settings",
    "map",
    "more",
    "review/<int:time>/<int:number>",
    "today",
    "instruments",
    "help",
    "help/numbers",
    "help/person",
    "help/(?P<code>[a-z]{2})",
    "help/(?P<name>…)",
    "check",
    "check/<int:number>",
    "check/end",
    "feed/<slug:secret>.ics",
    "moment",
    "moment/<uuid:moment_id>",
    "moment/<uuid:moment_id>/strength",
    "moment/<uuid:moment_id>/time",
    "moment/<uuid:moment_id>/words",
    "moment/<uuid:moment_id>/wait",
    "moment/<uuid:moment_id>/end",
    "offline/<slug:language>",
    "worker.js",
    "weeks",
    "helps",
    "write",
    "write/all",
    "write/find",
    "write/<uuid:page_id>",
    "write/<uuid:page_id>/edit",
    "write/<uuid:page_id>/before",
    "patterns",
    "patterns/noted/<uuid:notice_id>",
    "patterns/all",
    "patterns/line",
    "patterns/line/new",
    "patterns/line/<uuid:bond_id>",
    "patterns/words",
    "patterns/words/new",
    "patterns/words/<uuid:script_id>",
    "patterns/words/<uuid:script_id>/before",
    "learn",
    "learn/<slug:lesson_id>",
}
"""Where HEAD is answered as GET is."""
UNFORGED = {"leave", "stay"}
"""What may be sent from a form that is not ours: getting away, and nothing at all."""


@dataclass(frozen=True)
class Expected:
    """What one kind of person gets at one address."""

    get: str
    post: str


def short(pattern: str) -> str:
    """Return a pattern as the table spells it."""
    text = pattern.removeprefix("^").removesuffix("$")
    before, choice, _ = text.partition("|")
    return f"{before[: before.rindex('>') + 1]}…)" if choice else text


def expected() -> dict[str, dict[str, Expected]]:
    """Return pattern → kind of person → what is expected."""
    head, *lines = TABLE.strip("\n").splitlines()
    columns = [name.strip() for name in head.split("|")][1:]
    found: dict[str, dict[str, Expected]] = {}
    for line in lines:
        pattern, *cells = (cell.strip() for cell in line.split(" | "))
        found[pattern.rstrip(" |")] = {
            person: Expected(*cell.split())
            for column, cell in zip(columns, cells, strict=True)
            for person in KINDS[column]
        }
    return found
