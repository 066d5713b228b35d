"""What we mean to say, and whether we may: pure values and rules."""
