"""Language models: which there are, how they are fetched, and whether a file is what it should be.

Running them is `core.engine`'s business.
"""
