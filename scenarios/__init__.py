"""What we ask: frozen descriptions of demand, procedures, workforce and levers, and their library."""
