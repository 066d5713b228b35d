"""What is kept: votes, outcomes, posts with their receipts, and the journal of everything that happened."""
