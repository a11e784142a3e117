"""The routes there are, each with an address that may be asked for."""

from flask import Flask
from werkzeug.routing import Rule

#: Flask's own; it serves the files of static/, which hold no data.
STATIC = {"static"}
#: A value for each kind of URL argument; a converter of our own adds its name here.
SAMPLE_VALUES = {"int": "1", "default": "x", "string": "x", "path": "x/y", "any": "x"}


def rules_of(app: Flask) -> list[Rule]:
    """All the product answers to."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in STATIC]


def address(app: Flask, rule: Rule, **given: str) -> str:
    """Build a URL of this rule, with an invented value for each argument that is not `given`."""
    names = {converter: name for name, converter in app.url_map.converters.items()}
    values = {}
    for argument, converter in rule._converters.items():
        sample = SAMPLE_VALUES.get(names.get(type(converter), ""), "x")
        values[argument] = converter.to_python(given.get(argument, sample))
    return app.url_map.bind("kiosk.test").build(rule.endpoint, values)
