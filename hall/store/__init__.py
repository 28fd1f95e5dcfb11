"""The store of the hall server: schema, statements, one writer, a few readers."""
