"""What a person writes and notices: pages, patterns, bonds on a line, old beliefs."""
