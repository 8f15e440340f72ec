"""Standing wishes for wait times, as people write and manage them: `desk` is the way in."""
