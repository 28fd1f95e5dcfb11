"""The wire: listening, connections and HTTP itself, made safe against bad clients."""
