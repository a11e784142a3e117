"""Every route says who may use it and whether it writes; the panel turns strangers away."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.every_route import address, rules_of

TURNED_AWAY = {401, 403}


def access_of(app: Flask, rule: Rule) -> str:
    return getattr(app.view_functions[rule.endpoint], "access", "")


def writing_methods(rule: Rule) -> set[str]:
    return set(rule.methods or ()) - {"GET", "HEAD", "OPTIONS"}


def test_there_are_routes(app):
    assert rules_of(app)


def test_every_view_says_who_may_use_it(app):
    silent = {rule.endpoint for rule in rules_of(app) if not access_of(app, rule)}

    assert silent == set()


def test_every_writing_route_commits_or_says_that_it_only_reads(app):
    views = {
        rule.endpoint: app.view_functions[rule.endpoint]
        for rule in rules_of(app)
        if writing_methods(rule)
    }
    undecided = {
        endpoint
        for endpoint, view in views.items()
        if getattr(view, "commits", False) is not True
        and getattr(view, "reads_only", False) is not True
    }

    assert undecided == set()


def test_no_view_both_commits_and_only_reads(app):
    both = {
        rule.endpoint
        for rule in rules_of(app)
        if getattr(app.view_functions[rule.endpoint], "commits", False)
        and getattr(app.view_functions[rule.endpoint], "reads_only", False)
    }

    assert both == set()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_stranger_is_turned_away_from_every_page_of_the_panel(app, client, method):
    let_in = []
    for rule in rules_of(app):
        if not rule.rule.startswith("/admin") or method not in (rule.methods or ()):
            continue
        if access_of(app, rule) == "public":
            continue
        answer = client.open(address(app, rule), method=method)
        to_sign_in = (
            answer.status_code in {302, 303} and "/admin/login" in answer.headers["Location"]
        )
        if not (to_sign_in or answer.status_code in TURNED_AWAY):
            let_in.append(f"{method} {rule.rule}: {answer.status_code}")

    assert let_in == []
