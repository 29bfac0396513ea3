from __future__ import annotations

from django.urls import path

from nearer.review import helps_page, reminder_pages, review_page, weeks_page

app_name = "review"
urlpatterns = [
    path("weeks", weeks_page.show, name="weeks"),
    path("review", review_page.now, name="now"),
    path("review/<int:number>", review_page.week, name="week"),
    path("review/<int:time>/<int:number>", review_page.earlier, name="earlier"),
    path("helps", helps_page.show, name="helps"),
    path("reminders", reminder_pages.show, name="reminders"),
    path("reminders/stop", reminder_pages.stop, name="stop"),
    path("feed/<slug:secret>.ics", reminder_pages.feed, name="feed"),
]
