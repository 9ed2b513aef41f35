"""The county's leading group for township standardisation."""
