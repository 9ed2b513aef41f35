"""Mining: which mines are green, by which standard, since when, and which no longer are."""
