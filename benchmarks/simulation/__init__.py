"""Simulated service days, for measuring what the hall promises about waits."""
