"""The register of a unit's regulations and their volume."""
