"""What shows that a congress has its organs (标识、印章)."""
