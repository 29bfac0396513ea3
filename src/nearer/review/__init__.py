"""The weeks, what they taught, and a reminder: looking back is a room of its own."""
