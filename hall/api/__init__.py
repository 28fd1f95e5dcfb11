"""The contract of the hall server, one file per resource."""
