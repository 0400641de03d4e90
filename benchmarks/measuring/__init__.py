"""How figures are taken, compared and written down.

Nothing is imported here: programs that run without the product's libraries use `process`.
"""
