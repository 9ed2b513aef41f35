"""The stability and governance work station of a village."""
