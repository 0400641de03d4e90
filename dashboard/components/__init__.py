"""Parts of pages: each shows something and gives back what the reader chose."""
