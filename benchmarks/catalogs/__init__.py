"""Catalogs to measure with."""
