"""What is happening: the store of the live desk.

Comes in a later release; until then this package is empty.
"""
