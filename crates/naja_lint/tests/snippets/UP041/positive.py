#---
import socket, asyncio
raise socket.timeout
#---
import socket, asyncio
raise socket.timeout()
#---
import socket, asyncio
raise socket.timeout("x")
#---
import socket, asyncio
raise asyncio.TimeoutError
#---
import socket, asyncio
raise asyncio.TimeoutError("x") from y
#---
import socket, asyncio
try: pass
except socket.timeout: pass
#---
import socket, asyncio
try: pass
except asyncio.TimeoutError as e: pass
#---
import socket, asyncio
try: pass
except (socket.timeout, TimeoutError): pass
#---
import socket, asyncio
try: pass
except (socket.timeout, ValueError): pass
#---
import socket, asyncio
try: pass
except (ValueError, socket.timeout): pass
#---
import socket, asyncio
try: pass
except (socket.timeout,): pass
#---
import socket, asyncio
try: pass
except (asyncio.TimeoutError, socket.timeout): pass
#---
import socket, asyncio
try: pass
except(socket.timeout, ValueError): pass
#---
import socket, asyncio
try: pass
except (
    socket.timeout,  # c
    ValueError,
): pass
#---
import socket, asyncio
TimeoutError = 1
raise socket.timeout
#---
import socket, asyncio
TimeoutError = 1
try: pass
except (socket.timeout, ValueError): pass
#---
import socket, asyncio
def f(): raise socket.timeout
#---
import socket, asyncio
class A:
    def f(self): raise asyncio.TimeoutError()
#---
import socket, asyncio
try: pass
except* asyncio.TimeoutError: pass
#---
import socket, asyncio
raise (socket.timeout)
#--- target-version="py310"
import socket, asyncio
raise socket.timeout
#---
from socket import timeout
raise timeout
#---
from socket import timeout as t
try: pass
except (t, a.b, *c): pass
#---
from asyncio import TimeoutError
raise TimeoutError
#---
from asyncio import TimeoutError
try: pass
except TimeoutError: pass
#---
from asyncio import TimeoutError
try: pass
except (TimeoutError, ValueError): pass
#---
import asyncio as a
raise a.TimeoutError
#---
from builtins import TimeoutError
import asyncio
raise asyncio.TimeoutError
#---
def f():
    import socket
    raise socket.timeout
#---
import socket, asyncio
raise socket.timeout()()
