"""What must not hang on a board: private numbers, and words that point at what is private or secret (DOMAIN §2.9).

Pure: it knows neither the web nor the database. `finds` has the words for what is found, `numbers` and `words` the
rules, `documents` the way through any kind's document, `files` what can be read of attachments.
"""
