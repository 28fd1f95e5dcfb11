"""The queue engine: numbers, order, guarded transitions, forecasts, snapshots."""
