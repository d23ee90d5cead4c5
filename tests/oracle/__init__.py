"""The oracle: what the lake must hold, recounted from the topic in plain Python.

It shares no code with the product: its own reading of the messages, by the pages under `docs/reference`, its own sums,
its own reading of the tables. What both get wrong in the same way they must get wrong independently.
"""
