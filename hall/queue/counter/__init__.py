"""What counters do: open, call, serve, send on, close a queue."""
