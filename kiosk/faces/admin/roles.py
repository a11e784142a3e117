"""Who may do what: the code's own table, shown."""

from __future__ import annotations

from flask import render_template

from kiosk.accounts.roles import MAY, Right
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.words import RIGHTS, ROLES


@bp.get("/roles")
@allow(Right.SEE_PANEL)
def roles() -> str:
    """One row a right, one column a role."""
    return render_template("faces/admin/roles.html", may=MAY, rights=RIGHTS, roles=ROLES)
