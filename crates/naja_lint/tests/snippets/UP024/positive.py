#---
raise IOError
#---
raise IOError()
#---
raise IOError("x")
#---
raise EnvironmentError
#---
raise WindowsError
#---
try: pass
except IOError: pass
#---
try: pass
except EnvironmentError as e: pass
#---
try: pass
except (IOError, OSError): pass
#---
try: pass
except (IOError, ValueError): pass
#---
try: pass
except (ValueError, IOError): pass
#---
try: pass
except (IOError,): pass
#---
try: pass
except (IOError, EnvironmentError): pass
#---
import socket
try: pass
except socket.error: pass
#---
import select
raise select.error
#---
import mmap
raise mmap.error("x")
#---
from socket import error
try: pass
except error: pass
#---
from socket import error as e
raise e("x")
#---
from select import error
try: pass
except (error, IOError): pass
#---
raise IOError from x
#---
def f(): raise IOError
#---
class A:
    def f(self): raise IOError("x")
#--- differs: ruff's fix loses the comment, and calls that safe
try: pass
except (
    IOError,  # c
    ValueError,
): pass
#---
try: pass
except(IOError, ValueError): pass
#---
try: pass
except (IOError, a.b): pass
#---
try: pass
except (ValueError, OSError, IOError): pass
#---
OSError = 1
raise IOError
#---
def OSError(): ...
try: pass
except IOError: pass
#---
try: pass
except IOError: pass
except EnvironmentError: pass
#---
raise (IOError)
#---
raise(IOError("x"))
#---
try: pass
except* IOError: pass
#---
async def f():
    try: pass
    except (IOError, asyncio.Error): pass
#---
raise IOError(
    "x",  # c
)
#---
try: pass
except (IOError, f(), *z): pass
#---
import os
raise os.error
#---
from OSError import x
raise IOError
#---
raise IOError()()
