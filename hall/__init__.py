"""The hall server: numbers, order, calls, live events, and the pages of counters and phones."""
