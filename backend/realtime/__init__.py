"""The live state over a WebSocket.

sections.py  what the front page shows, made from a view
state.py     one published state: what changed when, and the frames that bring a client up to it
board.py     publishes states as views come, and wakes the clients
access.py    who is at the other end, and whether they still may read
consumer.py  one connection
origin.py    refuses pages of other origins before a connection is accepted
"""
