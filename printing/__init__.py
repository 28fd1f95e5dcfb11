"""A ticket in, bytes or pages out; and the truth about whether it came out."""
