"""What the fictitious person of `make demo` has written: all of it is made up."""

from __future__ import annotations

from collections.abc import Mapping

AIM = "To stay when it gets close, instead of finding a reason to leave."
VALUE = "Being someone that Alex can count on."
MESSAGE = (
    "I am overwhelmed and need some time alone. I am not leaving. "
    "I will be back in 20 minutes."
)
FEARED: Mapping[str, tuple[str, ...]] = {
    "emotional": ("Alex goes quiet", "I sound silly", "It turns into a long talk"),
    "receiving": ("It feels false", "I owe something then"),
    "depending": ("Alex sighs", "I am a burden"),
    "intellectual": ("We disagree and it gets cold", "I am laughed at"),
    "play": ("It is awkward",),
    "social": ("They see that I am nervous",),
    "naming": ("Alex is hurt", "Alex says that I always do this"),
    "waiting": ("Something has happened",),
    "own_time": ("Alex minds that I am away",),
    "soothing": ("It does not help anyway",),
    "worth": ("Nobody cares what I do",),
    "meaning": ("The worst one is true",),
}
LEARNED: Mapping[str, tuple[str, ...]] = {
    "emotional": (
        "Alex only nodded. The talk was short and it was fine.",
        "My voice shook, and nobody minded.",
        "One true word is shorter than I thought.",
    ),
    "receiving": ("Saying only thank you is hard for about three seconds.", ""),
    "depending": ("Alex looked glad to be asked.", ""),
    "intellectual": ("We saw it differently and laughed about it.",),
    "play": ("I forgot to watch myself for a while.", ""),
    "social": ("Nothing happened. It was loud and nice.",),
    "naming": (
        "Saying when I am back made all the difference.",
        "Alex said thank you for coming back.",
    ),
    "waiting": ("The answer came when the film was over.",),
    "own_time": ("I came home in a better mood.", ""),
    "soothing": ("The wave was over sooner than I thought.", ""),
    "worth": ("",),
    "meaning": ("It was the second one: busy at work.",),
}
WHEN_IT_CAME: Mapping[str, tuple[str, ...]] = {
    "emotional": ("Alex did go quiet. It was too much for one evening.",),
    "naming": ("It was true: Alex was hurt. We could still talk.",),
}
URGES: tuple[tuple[int, str, str, int | None, bool | None, str], ...] = (
    (2, "joke", "feelings-talk", 6, True, ""),
    (4, "busy", "plan-ahead", 5, True, ""),
    (7, "pull-back", "close-moment", 7, True, "After a really good evening."),
    (11, "nothing", "asked-of-me", 5, True, ""),
    (15, "subject", "feelings-talk", 5, False, ""),
    (18, "pull-back", "good-day", 6, None, ""),
    (24, "flaws", "future-talk", 7, True, "The way Alex folds towels, of all things."),
    (29, "joke", "criticism", 4, False, ""),
    (35, "pull-back", "close-moment", 5, False, ""),
    (40, "checking", "late-reply", 4, False, ""),
    (43, "busy", "plan-ahead", 4, False, ""),
    (49, "joke", "feelings-talk", 3, False, "I noticed it before I said it."),
)
"""Day, what, after what, how strong, whether Robin went along with it, a note."""
PAGES: tuple[tuple[int, str, str], ...] = (
    (
        1,
        "prompts.closeness.too-close",
        (
            "Why is it that I want to leave the room just when somebody is kind to me? "
            "I would like to know what I think will happen."
        ),
    ),
    (
        16,
        "prompts.closeness.stayed",
        (
            "We had soup and talked about the summer. I was there for all of it. "
            "Afterwards I wanted to be alone, and I said so instead of going quiet."
        ),
    ),
    (
        30,
        "",
        (
            "The questions again. I had hoped for more change. Some of it is easier, "
            "and that is not nothing."
        ),
    ),
    (
        46,
        "prompts.both.brave",
        (
            "Today Alex asked what I was thinking, and I told the truth: that I was "
            "afraid of the trip. The trip is still on."
        ),
    ),
)
LESSONS: tuple[tuple[int, str], ...] = (
    (2, "two-alarms"),
    (3, "too-near"),
    (9, "in-the-body"),
    (12, "four-habits"),
    (19, "what-we-expect"),
    (34, "the-circle"),
)
"""Day, and which lesson was read."""
REVIEWS: tuple[tuple[int, int, int, int, str], ...] = (
    (1, 1, 2, 5, "I answered “tired” instead of “fine”, and that was all it took."),
    (2, 2, 2, 5, ""),
    (3, 2, 2, 4, "Too much at once. The small ones are enough."),
    (4, 1, 2, 5, "Coming back when I said I would. Twice."),
    (5, 1, 1, 6, "Asking for help felt like a risk, and it was a favour to both."),
    (6, 1, 1, 6, ""),
    (7, 0, 1, 7, "I stay longer before I want to run."),
)
"""Week, low, worry, how good the bond feels, a note."""
BONDS: tuple[tuple[str, int, int | None, str, str, tuple[str, ...], str], ...] = (
    (
        "M.",
        2012,
        2014,
        "partner",
        "i-left",
        ("early-end", "flaws"),
        "I left by letter.",
    ),
    (
        "Sasha",
        2016,
        2019,
        "partner",
        "faded",
        ("busy", "pull-back"),
        "We never fought.",
    ),
    ("Alex", 2022, None, "partner", "goes-on", ("joke", "pull-back"), ""),
)
SCRIPT = (
    "When someone really knows me, they leave.",
    "M. left after I had told about home.",
    "Alex knows about the year I failed, and is still here. So does my sister.",
    "Some people leave. Being known is not what makes them go.",
)
ALEX_AIM = "To wait without counting the minutes."
ALEX_VALUE = "To be kind without giving myself up."
ALEX_PAGE = (
    33,
    (
        "Robin went to the balcony and came back after seventeen minutes, as promised. "
        "I had not followed. It felt longer than it was."
    ),
)
ALONGSIDE: tuple[tuple[int, str, str], ...] = (
    (12, "thanks", "I wanted to give advice at once. I made tea instead."),
    (19, "own-hour", "Swimming. Nobody had to be asked."),
    (27, "one-time", "I said six and wrote at six."),
    (34, "time-alone", "The first minutes were the longest."),
)
"""Day, step of the path, what Alex noticed."""
WEEKS_OF_TWO: tuple[tuple[int, str, str], ...] = (
    (
        3,
        "Busy. I was quieter than I wanted to be, and you let me.",
        "I asked a lot. On Thursday I did not, and you came by yourself.",
    ),
    (4, "The evening with the soup.", "You came back when you said. Twice."),
    (
        5,
        "I told you about the trip. It is still on, and so are we.",
        "I liked that you told me. I was afraid, too.",
    ),
    (6, "Easier than a month ago.", "We laughed about the towels."),
)
"""Week, Robin's words, Alex's words."""
GLAD: tuple[tuple[int, int, str], ...] = (
    (22, 1, "The soup, and that nobody asked anything."),
    (30, 2, "That you said how long."),
    (41, 1, "You waited with the film."),
    (48, 2, "Your hand in the queue."),
)
"""Day, who, what."""
