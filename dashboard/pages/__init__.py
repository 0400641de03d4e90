"""The pages, listed in `dashboard.navigation`."""
