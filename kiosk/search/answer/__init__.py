"""From a text to an answer: reading, candidates, their order, why they matched."""
