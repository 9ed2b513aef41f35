"""How a unit kept its duties to disclose, as evidence for indicators."""
