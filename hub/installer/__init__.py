"""Setting a machine up: what `make` calls to check it and to bring jars, Java and Node."""
