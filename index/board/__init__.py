"""Who stands where: the positions of many articles together, by holder, topic and time, each with its words."""
