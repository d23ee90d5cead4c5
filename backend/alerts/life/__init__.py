"""The life of alerts.

source.py      what the stream has written since a batch, from the lake
store.py       alerts in the database, as `hub.alert_life` steps over them
services.py    takes the lake in, and what people do: acknowledge, resolve
selectors.py   the state of what is shown
feed.py        follows the lake and tells the connections
"""
