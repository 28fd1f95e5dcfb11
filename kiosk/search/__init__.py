"""Finding services in everyday words, offline."""
