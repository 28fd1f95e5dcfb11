"""The line to the hall server: one door to HTTP, an outbox, a worker."""
