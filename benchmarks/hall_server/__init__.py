"""Hall servers to be measured, and the loads on them."""
