"""Measures how fast and how large frontdesk is; `python -m bench` runs it.  See README.md."""
