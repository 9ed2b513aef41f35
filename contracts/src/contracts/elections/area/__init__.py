"""The register of areas that need a residents' committee (全覆盖)."""
