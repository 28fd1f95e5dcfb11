"""The figures README quotes: measured from real runs, with percentiles and a floor beside them."""
