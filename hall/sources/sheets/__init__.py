"""Files as agencies have them: spreadsheets, CSV and JSON with one row per service."""
