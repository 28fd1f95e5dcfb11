"""One visitor at the kiosk: where they stand, how they want the screen, when they have left."""
