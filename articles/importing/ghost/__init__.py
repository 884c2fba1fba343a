"""What is Ghost's own in an export: the documents of its editors. Pure; for `formats.ghost`."""
