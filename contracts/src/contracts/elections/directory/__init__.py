"""The directory of new-term residents' committees (新一届社区居委会名录)."""
