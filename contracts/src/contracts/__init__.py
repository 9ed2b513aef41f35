"""The published language of Sunledger: what services say to each other and to their users."""
