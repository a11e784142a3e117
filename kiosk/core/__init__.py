"""What every feature stands on: database, clock, calendar, web helpers, pictures, QR, text.

Knows no feature: nothing in here may import from the packages above it.
"""
