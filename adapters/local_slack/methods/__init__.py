"""The Web API's methods, a small function each, in modules by family; `table.py` lists them all."""
