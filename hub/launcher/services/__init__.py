"""The services of a stack, a module each: how it is started, and how it is known to be ready."""
