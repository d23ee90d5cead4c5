"""The promises of the live path at full scale: `make prove` runs them and writes what it saw to `docs/evidence/`."""
