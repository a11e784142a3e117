"""The sample under the check that real postings go through."""

import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.kinds.registry import kind
from kiosk.postings.checking import look_through
from kiosk.postings.models import Posting


def test_nothing_private_is_found_in_the_sample_its_files_included(loaded, settings):
    found: list[object] = []
    unread: list[object] = []
    for posting in db.session.scalars(sa.select(Posting)):
        for revision in posting.revisions:
            content = decode(revision.content, kind(posting.kind).content)
            seen = look_through(content, media=settings.media_folder, reason=revision.reason)
            found += [(revision.title, one.what, one.written) for one in seen.finds]
            unread += seen.unread

    assert len(loaded.postings) > 0
    assert (found, unread) == ([], [])
