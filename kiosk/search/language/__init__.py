"""The words of the search: read from files, folded, cut to stems."""
