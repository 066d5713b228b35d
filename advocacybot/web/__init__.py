"""The staff room, in a browser."""
