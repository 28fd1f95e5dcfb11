"""The history of the schema, run by Alembic at every start of the hall server."""
