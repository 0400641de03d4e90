"""What is measured side by side: programs that run in processes of their own, and plain pandas."""
