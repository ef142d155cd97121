"""The app: pages, and the two components they are drawn with. Streamlit lives here only."""
