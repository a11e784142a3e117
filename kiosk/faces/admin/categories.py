"""The categories in the settings: their defaults, the office's own ones, and those nobody uses any more."""

from __future__ import annotations

from flask import abort, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import differences, is_stale
from kiosk.faces.admin.settings import save, settings_with
from kiosk.faces.admin.settings_forms import CategoryForm, NewCategoryForm
from kiosk.postings.categories import (
    SORTS,
    InUse,
    OneOfTheSeven,
    add_category,
    category_called,
    may_be_removed,
    remove,
    retire,
    take_up_again,
)
from kiosk.postings.models import Category
from kiosk.postings.wording import category_name


@bp.post("/settings/categories")
@allow(Right.CHANGE_SETTINGS)
@commits
def category_add() -> Response:
    """One of the office's own, with the defaults of its form. The same name sent twice adds one."""
    form = NewCategoryForm()
    if not form.validate():
        return settings_with(form)
    name = form.category_name.data or ""
    found = category_called(name)
    if found is None:
        found = add_category(name, SORTS[form.sort.data])
        _note("category.add", found, after=name)
    return go_on(url_for("admin.category", category_id=found.id))


@bp.get("/settings/categories/<int:category_id>")
@allow(Right.CHANGE_SETTINGS)
def category(category_id: int) -> Response:
    """One category and its defaults."""
    found = _category(category_id)
    form = CategoryForm(formdata=None)
    form.show(found)
    return _room(found, form)


@bp.post("/settings/categories/<int:category_id>")
@allow(Right.CHANGE_SETTINGS)
@commits
def category_post(category_id: int) -> Response:
    """Save what is said of it; what hangs already keeps its days."""
    found, form = _category(category_id), CategoryForm()
    if not form.validate():
        return _room(found, form, status=422)
    if is_stale(form, found):
        return _room(found, form, status=409, differences=differences(form, found))
    save(form, found, "category.change", _subject(found))
    return go_on(url_for("admin.settings"))


@bp.post("/settings/categories/<int:category_id>/retire")
@allow(Right.CHANGE_SETTINGS)
@commits
def category_retire(category_id: int) -> Response:
    """Nothing new is posted under it; what hangs goes on hanging, and the register keeps it."""
    found = _category(category_id)
    try:
        if retire(found):
            _note("category.retire", found)
    except OneOfTheSeven:
        flash(_("One of the seven matters of the report stays: walls count them every month."))
        return go_on(url_for("admin.category", category_id=category_id))
    flash(_("Retired: %(name)s. What hangs goes on hanging.", name=category_name(found)))
    return go_on(url_for("admin.settings"))


@bp.post("/settings/categories/<int:category_id>/resume")
@allow(Right.CHANGE_SETTINGS)
@commits
def category_resume(category_id: int) -> Response:
    """It can be chosen again."""
    found = _category(category_id)
    if take_up_again(found):
        _note("category.resume", found)
    flash(_("In use again: %(name)s", name=category_name(found)))
    return go_on(url_for("admin.category", category_id=category_id))


@bp.post("/settings/categories/<int:category_id>/remove")
@allow(Right.CHANGE_SETTINGS)
@commits
def category_remove(category_id: int) -> Response:
    """One of the office's own leaves the list, while nothing was ever posted under it; sent twice, it is off."""
    found = session().get(Category, category_id)
    if found is None:
        return go_on(url_for("admin.settings"))
    name = category_name(found)
    try:
        remove(found)
    except InUse:
        flash(_("Something was posted under it: it can be retired, and stays."))
        return go_on(url_for("admin.category", category_id=category_id))
    _note("category.remove", found, before=name)
    flash(_("Removed: %(name)s", name=name))
    return go_on(url_for("admin.settings"))


def _category(number: int) -> Category:
    found = session().get(Category, number)
    if found is None:
        abort(404)
    return found


def _subject(found: Category) -> str:
    return f"category {found.code}"


def _note(what: str, found: Category, *, before: str = "", after: str = "") -> None:
    trail.record(
        what,
        who=visitor().name,
        subject=_subject(found),
        at=clock.now(),
        before=before,
        after=after,
    )


def _room(found: Category, form: CategoryForm, *, status: int = 200, **more: object) -> Response:
    return page_or_fragment(
        "faces/admin/category.html",
        "faces/admin/_category_room.html",
        status=status,
        category=found,
        form=form,
        is_removable=may_be_removed(found),
        **more,
    )
