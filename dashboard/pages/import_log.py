"""import_log."""
