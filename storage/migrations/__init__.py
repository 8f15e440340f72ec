"""Migrations, run by `storage.database`.  The revision of a script is the number in its name."""
