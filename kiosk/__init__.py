"""What a kiosk knows and does without a screen; the words and rules every role shares."""
