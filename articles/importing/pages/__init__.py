"""The parts of a newspaper's page that was saved as HTML. Pure; for `formats.html`."""
