"""The commands of `frontdesk`, a module each; imported only when their command is given."""
