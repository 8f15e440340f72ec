"""The desk in Microsoft Teams, on botbuilder-core; `bot.teams` builds it."""
