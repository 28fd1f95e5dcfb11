"""The only room that speaks Qt: the kiosk's screens and the board."""
