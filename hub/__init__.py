"""What every layer must agree on: settings, the event contract, tables, errors and the arguments of a Spark job."""

__version__ = "0.1.0"
