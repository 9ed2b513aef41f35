"""Sub-committees of a residents' committee (居委会下属委员会)."""
