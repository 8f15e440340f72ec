"""The machinery: embedding, the passage index, the generators.  Only `bot` imports it."""
