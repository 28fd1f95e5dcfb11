"""Public services as linked data: CPSV-AP and schema.org in JSON-LD."""
