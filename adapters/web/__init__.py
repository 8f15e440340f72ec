"""The web page on which people ask, and the status page for operators."""
