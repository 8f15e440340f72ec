"""Hears what people say and do in Teams, and gives it to the desk."""
