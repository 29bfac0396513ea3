from __future__ import annotations

from django.urls import path

from nearer.journal import bonds, noticing, scripts, writing

app_name = "journal"
urlpatterns = [
    path("write", writing.start, name="write"),
    path("write/all", writing.every, name="pages"),
    path("write/find", writing.find, name="find"),
    path("write/<uuid:page_id>", writing.page, name="page"),
    path("write/<uuid:page_id>/edit", writing.edit, name="edit"),
    path("write/<uuid:page_id>/before", writing.before, name="before"),
    path("write/<uuid:page_id>/remove", writing.remove, name="remove_page"),
    path("write/<uuid:page_id>/undo", writing.undo, name="undo_page"),
    path("patterns", noticing.start, name="patterns"),
    path("patterns/noted/<uuid:notice_id>", noticing.more, name="noted"),
    path("patterns/all", noticing.every, name="notices"),
    path("patterns/<uuid:notice_id>/remove", noticing.remove, name="remove_notice"),
    path("patterns/<uuid:notice_id>/undo", noticing.undo, name="undo_notice"),
    path("patterns/line", bonds.start, name="line"),
    path("patterns/line/new", bonds.new, name="new_bond"),
    path("patterns/line/<uuid:bond_id>", bonds.change, name="bond"),
    path("patterns/line/<uuid:bond_id>/remove", bonds.remove, name="remove_bond"),
    path("patterns/line/<uuid:bond_id>/undo", bonds.undo, name="undo_bond"),
    path("patterns/words", scripts.start, name="scripts"),
    path("patterns/words/new", scripts.new, name="new_script"),
    path("patterns/words/<uuid:script_id>", scripts.change, name="script"),
    path(
        "patterns/words/<uuid:script_id>/before", scripts.before, name="script_before"
    ),
    path(
        "patterns/words/<uuid:script_id>/remove", scripts.remove, name="remove_script"
    ),
    path("patterns/words/<uuid:script_id>/undo", scripts.undo, name="undo_script"),
]
