"""What history teaches: predictions of delay and duration.

Comes in a later release; until then this package is empty.
"""
