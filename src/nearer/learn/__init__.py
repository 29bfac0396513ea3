"""Short lessons to read: open to everyone, each claim with what stands behind it."""
