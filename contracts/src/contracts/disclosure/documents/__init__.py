"""The register of a unit's documents."""
