#---
raise OSError
#---
raise OSError()
#---
try: pass
except OSError: pass
#---
try: pass
except (OSError, ValueError): pass
#---
raise a.IOError
#---
IOError = 1
raise IOError
#---
def f(IOError): raise IOError
#---
from x import IOError
raise IOError
#---
try: pass
except x.error: pass
#---
from x import error
raise error
#---
raise error
#---
raise x(IOError)
#---
IOError
#---
x = IOError
#---
try: pass
except: pass
#---
class IOError(Exception): ...
raise IOError
#---
def f() -> IOError: ...
#---
raise IOError.x
#---
raise ValueError from IOError
#---
import socket
raise socket.timeout
#---
import socket
try: pass
except socket.gaierror: pass
#---
try: pass
except [IOError]: pass
#---
raise "IOError"
#---
assert IOError
