"""Where people talk and where knowledge comes from: one package per vendor or medium."""
