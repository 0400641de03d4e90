"""What would happen: the twin that turns a scenario into an event log, and studies of its replications."""
