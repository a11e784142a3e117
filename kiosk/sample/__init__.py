"""The sample office: an invented office with its stations, people, postings and screens.

It is content like any other, marked `is_sample`, and goes in one act. What it is made of stands in
the JSON files beside this one; how it follows the day it is loaded for, in `moving`. The categories
are no sample: every installation begins with them (`categories`).
"""

from kiosk.sample.categories import seed_categories
from kiosk.sample.inventions import (
    Contacts,
    invented_contacts,
    invented_in,
    invented_people,
    unsaid_in,
    without_invented,
)
from kiosk.sample.loading import LoadReport, bears_old_names, load_sample
from kiosk.sample.removal import has_sample, remove_sample

__all__ = [
    "Contacts",
    "LoadReport",
    "bears_old_names",
    "has_sample",
    "invented_contacts",
    "invented_in",
    "invented_people",
    "load_sample",
    "remove_sample",
    "seed_categories",
    "unsaid_in",
    "without_invented",
]
