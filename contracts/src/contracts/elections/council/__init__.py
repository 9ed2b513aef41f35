"""The consultative council of a community (社区议事协商委员会)."""
