"""What a unit's yearly assessment elsewhere means for its performance evaluation."""
