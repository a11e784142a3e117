"""What writes and leaves no act in the trail, each with the reason.

The trail holds acts a person means: whatever changes what others see, or who may do what. Every other
writing address leaves one; a test writes through all of them, through these as well, and looks.
"""

from __future__ import annotations

_DRAFT = "a draft is nobody else's business before it is sent; what is sent leaves an act"

#: By the name of the endpoint.
NO_ACTS = {
    "screen.report": "a wall says by itself that it lives and what it has shown",
    "screen.come_back": "a wall that lost its cookie is the screen it was before",
    "admin.sign_in_post": "coming in changes nothing; what is done inside leaves its acts",
    "admin.sign_out": "going out changes nothing",
    "admin.preview": "shows what is typed and stores nothing",
    "admin.still_open": "an open editor says by itself that it is open",
    "admin.edit_post": f"saved by hand or by itself: {_DRAFT}",
    "admin.picture_post": f"a picture on its way into a draft: {_DRAFT}",
    "admin.attachments_post": f"files on their way into a draft: {_DRAFT}",
    "admin.sheet_post": f"a table on its way into a draft: {_DRAFT}",
    "admin.tidy_post": f"puts a pasted paper into its places in a draft: {_DRAFT}",
    "admin.print_post": f"keeps what is filled in at the last look of a draft: {_DRAFT}",
    "admin.mask": f"covers a number in a draft: {_DRAFT}",
}
