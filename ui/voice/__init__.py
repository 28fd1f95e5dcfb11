"""The voice of a board: clips joined, spoken one call at a time, and a record of what was said."""
