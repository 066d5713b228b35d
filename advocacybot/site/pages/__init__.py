"""What each kind of page says, beside what its card does."""
