"""Hears what people say and do in Slack, and gives it to the desk."""
