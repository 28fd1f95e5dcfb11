"""A service day replayed: what every event must have done, and what it did."""
