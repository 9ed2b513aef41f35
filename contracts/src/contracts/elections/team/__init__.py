"""How a township's team shares its work (职责分工)."""
