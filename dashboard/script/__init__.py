"""The script that Streamlit runs.

It has a folder to itself: Streamlit takes a folder `pages` beside its script for its older way of making
pages, and a link to a page would then show that page without the shell.
"""
