"""Wait times in words, tables and charts: `teller` is the way in."""
