"""What the eye sees before any screen: fonts, icons, languages, dates."""
