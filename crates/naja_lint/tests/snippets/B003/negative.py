#---
import os
os.environ = a = {}
#---
import os
a = os.environ = {}
#---
import os
os.environ["a"] = "b"
#---
import os
os.environ.clear()
#---
import os
os.environ.update({})
#---
import os
os.environ |= {}
#---
import os
del os.environ
#---
import os
x = os.environ
#---
import os
os.environ: dict = {}
#---
import os
os.environ, x = {}, 1
#---
import os
[os.environ] = [{}]
#---
import os
for os.environ in x: pass
#---
import os
with x as os.environ: pass
#---
import os
os.environ.x = 3
#---
import os
x.os.environ = {}
#---
import os
os.environb = {}
#---
import os
os.env = {}
#---
import os
os().environ = {}
#---
import os
os[0].environ = {}
#---
import os
setattr(os, "environ", {})
#---
import os
(os.environ, y) = {}, 2
#---
import os
os.path.environ = {}
#---
import os as o
o.environ = {}
#---
from os import environ
environ = {}
#---
OS.environ = {}
