"""The static mirror: the public paper as plain files, which open from a USB stick and can be checked. See `run`."""
