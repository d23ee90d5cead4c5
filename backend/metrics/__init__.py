"""What Prometheus asks for: requests, connections, and how fresh and how settled the numbers are.

requests.py  counts requests on their way in, before the express lane
lake.py      reads the newest view and the stream's progress when it is asked
apis.py      writes both out
"""
