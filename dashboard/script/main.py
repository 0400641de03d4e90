"""The Streamlit script: language, menu, the log on the desk, then the page asked for."""

from pathlib import Path

import streamlit as st

import dashboard
from dashboard import address
from dashboard.components import header
from dashboard.navigation import menu

st.set_page_config(page_title="Switchboard", page_icon=":material/bolt:", layout="wide")
st.html(Path(dashboard.__file__).with_name("style.css"))
chosen, script = menu()
address.arrive(chosen.key, chosen.keeps)
header.show(chosen)
script.run()
