"""What the benchmark of predictions is made of: logs, peers, figures with intervals, and the best score."""
