"""What audits met, and what is said of it."""
