"""Studies that join the twin, the optimiser and the models."""
