"""Stock: the last known quantity of each product and warehouse."""
