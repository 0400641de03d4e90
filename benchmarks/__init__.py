"""Measurements beside peers and stated figures; not run by the tests."""
