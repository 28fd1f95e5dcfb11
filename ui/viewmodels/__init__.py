"""What each screen shows and does, one file per screen."""
