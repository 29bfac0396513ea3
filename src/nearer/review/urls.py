from __future__ import annotations

from django.urls import path

from nearer.review import reminder_pages

app_name = "review"
urlpatterns = [
    path("reminders", reminder_pages.show, name="reminders"),
    path("reminders/stop", reminder_pages.stop, name="stop"),
    path("feed/<slug:secret>.ics", reminder_pages.feed, name="feed"),
]
