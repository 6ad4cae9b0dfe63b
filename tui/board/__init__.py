"""The screens of the board, who stands where: holders, statements, topics, movement, comparison."""
