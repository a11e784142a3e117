"""Postings: what is published, in frozen revisions, with its window, scope, signatures and number."""
