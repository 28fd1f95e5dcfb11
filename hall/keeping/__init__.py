"""The care of the store: copies, trust at a start, restore."""
