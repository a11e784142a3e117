"""Compressed in two parts, a text is what it was."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.beginnings import Beginning


@given(st.binary(max_size=2000), st.binary(max_size=300), st.binary(max_size=300))
def test_every_text_that_begins_so_unpacks_to_itself(text, end, other):
    beginning = Beginning.of(text)

    assert gzip.decompress(beginning.packed_with(end)) == text + end
    assert gzip.decompress(beginning.packed_with(other)) == text + other


def test_it_is_about_as_small_as_compressed_in_one():
    text = b'{"boards": [' + b", ".join(b'"%032x"' % (one * 7919) for one in range(400))
    end = b'], "name": "x"}'

    assert len(Beginning.of(text).packed_with(end)) < len(gzip.compress(text + end, 6)) + 40
