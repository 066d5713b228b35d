"""How fast a crowd of posts goes out when all are due at one instant: ours, and what others do that work with."""
