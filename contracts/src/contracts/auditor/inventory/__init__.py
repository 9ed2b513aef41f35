"""The inventories of all streams that were made."""
