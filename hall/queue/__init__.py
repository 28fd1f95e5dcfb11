"""The queue engine: one writer, guarded transitions, an append-only event table."""
