"""How days are written, where Django's own way would puzzle half of the readers."""
