#---
import socket, asyncio
raise TimeoutError
#---
import socket, asyncio
raise TimeoutError("x")
#---
import socket, asyncio
try: pass
except TimeoutError: pass
#---
import socket, asyncio
try: pass
except (TimeoutError, ValueError): pass
#---
import socket, asyncio
raise socket.error
#---
import socket, asyncio
raise asyncio.CancelledError
#---
import socket, asyncio
socket.timeout
#---
import socket, asyncio
x = socket.timeout
#---
import socket, asyncio
raise x from socket.timeout
#---
import socket, asyncio
raise f(socket.timeout)
#---
import socket, asyncio
raise socket.timeout.x
#---
import socket, asyncio
def f() -> socket.timeout: ...
#---
import socket, asyncio
try: pass
except [socket.timeout]: pass
#---
import socket, asyncio
try: pass
except: pass
#---
import socket, asyncio
assert socket.timeout
#---
import socket, asyncio
def f(socket): raise socket.timeout
#--- target-version="py310"
import socket, asyncio
raise asyncio.TimeoutError
#--- target-version="py39"
import socket, asyncio
raise socket.timeout
#---
raise socket.timeout
#---
from x import timeout
raise timeout
#---
import x.socket
raise x.socket.timeout
#---
socket = 1
raise socket.timeout
