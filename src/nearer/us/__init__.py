"""Two people: link, choose what goes along, see it together, leave."""
