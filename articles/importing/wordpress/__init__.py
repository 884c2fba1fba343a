"""What is WordPress's own in an export: its shortcodes, blocks, attachments and authors. Pure; for `formats.wxr`."""
