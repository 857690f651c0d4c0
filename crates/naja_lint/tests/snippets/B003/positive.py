#---
import os
os.environ = {}
#---
import os
os.environ = dict(os.environ)
#---
import os
os.environ = None
#---
import os
os.environ = x if y else z
#---
import os
def f():
    os.environ = {}
#---
import os
class A:
    os.environ = {}
#---
import os
os.environ = os.environ.copy()
#---
import os
if x:
    os.environ = {}
#---
import os
os.environ = []; x
#---
import os
async def f():
    os.environ = await g()
#---
import os
os.environ = lambda: 0
#---
import os as o
os.environ = {}
#---
os.environ = {}
#---
def f(os):
    os.environ = {}
#---
os = None
os.environ = {}
#---
os . environ = {}
#---
os.\
environ = {}
#---
(os.environ) = {}  # c
#---
from x import os
os.environ = {}
#---
class os: pass
os.environ = {}
