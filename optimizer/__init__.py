"""What we should do: crew plans and rosters.

Comes in a later release; until then this package is empty.
"""
