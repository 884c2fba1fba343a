"""What only the desk does: handing in, remarks, the bin, the log, what still keeps a story from going out."""
