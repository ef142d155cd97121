"""The Streamlit entry: `claims-kb app`, or `streamlit run app.py`."""

from kb.ui.shell import run

run()
