"""The public pages: what anybody may read, from the staff room's server or as files anywhere.

Everything here is drawn from one value, ``Published``; nothing of it knows a database, a clock or a request.
"""
