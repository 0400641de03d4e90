"""What history teaches: who will be late, how long it still takes, and what can be promised."""
