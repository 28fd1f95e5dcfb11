"""The auditor: recomputes a service day from the event table and names the first breach."""
