"""Who answers for the creation in a district or sub-district."""
