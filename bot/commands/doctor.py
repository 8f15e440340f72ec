"""`frontdesk doctor`: checks what is configured, missing or wrong, each with its cure."""
