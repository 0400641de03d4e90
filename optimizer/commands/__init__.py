"""What `python -m optimizer` can be asked."""
