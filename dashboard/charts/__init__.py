"""Charts: each a function from a frame to an Altair chart, without Streamlit."""
