"""The pages the hall server serves: counters, phones."""
