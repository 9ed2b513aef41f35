"""Changes of communities that exist (调整、撤并)."""
