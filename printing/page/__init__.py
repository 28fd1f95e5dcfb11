"""Blocks set on a page: widths, line breaks and places in millimetres, and the page as dots."""
