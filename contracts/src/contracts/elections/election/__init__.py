"""One election: of a congress, of deputies by voters, of a village's or a community's committee."""
