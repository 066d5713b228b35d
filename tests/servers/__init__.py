"""Real servers on loopback, for the tests of what talks to platforms."""
