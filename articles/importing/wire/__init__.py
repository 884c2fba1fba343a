"""What the formats of news agencies have in common. Pure; for those formats alone."""
