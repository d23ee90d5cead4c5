"""Rules that people make: services write them, the publisher tells the stream."""
