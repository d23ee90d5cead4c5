"""Telling people about alerts.

outbox.py        writes down what is to be told, in the transaction of the step that it tells
quiet_hours.py   when somebody may be told
courier.py       takes what is due, sends it, tries again, gives up
webhook.py       a signed POST         mail.py  an e-mail
"""
