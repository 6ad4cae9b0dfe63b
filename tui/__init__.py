"""What a person sees and types: the reader and the command line."""
