"""A Bot Connector on this machine, with people, teams and chats, and the issuer of its tokens."""
