"""Markdown of answers as the chat adapters read it: runs of one look, code aside, tables, half-written ends.

What a page or a model wrote is read here; how a platform draws it, and what it takes for links, the
adapters know.
"""
