"""What visitors do: take a number, check in, wait, give a place up."""
