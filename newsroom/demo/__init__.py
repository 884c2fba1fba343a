"""The demo newspaper: its facts (paper.json), stories (*.ndjson) and drawn pictures. Read by the demo command."""
