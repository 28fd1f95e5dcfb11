"""Words and rules of a hall. Standard library only, frozen dataclasses, no input or output."""
