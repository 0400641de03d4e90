"""How people see it: the Streamlit pages, their words and their charts."""
