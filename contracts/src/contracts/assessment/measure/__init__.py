"""What other services' facts come to for one indicator of one unit and term."""
