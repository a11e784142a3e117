"""Files nobody refers to: named by `doctor`, swept after a safe age, and never one that is still named."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk import leftovers
from kiosk.core.db import db
from kiosk.core.media import Photo, keep_picture, write_once
from kiosk.kinds.moments import Moment
from kiosk.leftovers import SAFE_AGE, sweep
from kiosk.postings import drafts
from kiosk.postings.operations import Placing, new_posting
from tests.files import picture
from tests.postings import making

NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
OLD, YOUNG = timedelta(days=31), timedelta(days=29)


@pytest.fixture
def folder(app_context, tmp_path):
    return tmp_path


def lay(folder, name, *, age=OLD):
    """A file of that name that has lain there for so long."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    then = (NOW - age).timestamp()
    os.utime(path, (then, then))
    return path


def moment(letter):
    """A moment with the picture of that hash."""
    photo = Photo(sha=sha(letter), alt="")
    return Moment(title="雪夜", story="", day=date(2026, 11, 1), station="", author="", photo=photo)


def sha(letter):
    return letter * 64


def swept(folder, older_than=SAFE_AGE):
    gone = sweep(folder, older_than=older_than, now=NOW)
    return {one.path.relative_to(folder).as_posix() for one in gone}


def test_what_nothing_names_goes_after_thirty_days(folder):
    for name in (
        f"{sha('a')}.jpg",
        f"made/{sha('a')}-50-40-tile.jpg",
        f"attachments/{sha('b')}.pdf",
        f"sheets/{sha('c')}",
        "tmpab12_xyz",
    ):
        lay(folder, name)
        lay(folder, name.replace(sha("a"), sha("d")).replace("xyz", "qqq"), age=YOUNG)
    young = {f"{sha('d')}.jpg", f"made/{sha('d')}-50-40-tile.jpg", "tmpab12_qqq"}

    gone = swept(folder)

    assert f"{sha('a')}.jpg" in gone
    assert f"made/{sha('a')}-50-40-tile.jpg" in gone
    assert "tmpab12_xyz" in gone
    assert not gone & young
    assert all((folder / name).exists() for name in young)
    assert not any((folder / name).exists() for name in gone)


def test_what_any_version_of_a_posting_names_stays(folder):
    own = making.category("moments", kind="moments")
    place = Placing("staff", shows_from=making.EARLIER)
    posting = making.posted(own, place, content=moment("a"))
    making.add_content(posting, moment("b"))
    posting.stage = "withdrawn"
    db.session.commit()
    for letter in "abc":
        lay(folder, f"{sha(letter)}.jpg")
    lay(folder, f"made/{sha('a')}-50-40-tile.jpg")

    assert swept(folder) == {f"{sha('c')}.jpg"}


def test_what_a_draft_or_one_that_was_thrown_away_names_stays(folder):
    category = making.category()
    for letter, is_thrown in (("a", False), ("b", True)):
        posting = new_posting(category, Placing("staff"), kind="notices")
        draft = drafts.begin(posting, who="Cleo", at=NOW)
        draft.parts = f'{{"sheet": {{"sha": "{sha(letter)}"}}}}'
        db.session.flush()
        if is_thrown:
            drafts.discard(draft, who="Cleo", at=NOW)
    db.session.commit()
    for letter in "abc":
        lay(folder, f"sheets/{sha(letter)}")

    assert swept(folder) == {f"sheets/{sha('c')}"}


def test_files_of_other_names_are_not_ours_to_judge(folder):
    for name in ("readme.txt", f"{sha('a')}.exe", f"other/{sha('a')}.jpg", "made/notes.jpg"):
        lay(folder, name)

    assert swept(folder) == set()


def test_a_file_that_comes_again_is_young_again(folder):
    kept = keep_picture(folder, picture())
    path = folder / f"{kept}.jpg"
    then = (NOW - OLD).timestamp()
    os.utime(path, (then, then))

    write_once(path, path.read_bytes())

    assert path.stat().st_mtime > NOW.timestamp() - YOUNG.total_seconds()


def test_nobody_sweeps_sooner_than_is_safe(folder):
    lay(folder, f"{sha('a')}.jpg")

    with pytest.raises(ValueError, match="30 days"):
        sweep(folder, older_than=YOUNG, now=NOW)

    assert len(leftovers.leftovers(folder, now=NOW)) == 1
