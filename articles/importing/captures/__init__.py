"""How a page that was saved as plain text is read: masthead, heading, body, sidebar. Pure; for `formats.text`."""
