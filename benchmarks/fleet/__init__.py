"""What killing the machines of a fleet does to its promise: every post once, in order, and none too late while a worker lives."""
