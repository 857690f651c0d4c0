#---
import a
#---
import a
import b
#---
from a import b, c
#---
from a import (b, c)
#---
from a import b as c, d as e
#---
import a as b
#---
import a.b.c
#---
import a; import b
#---
x = "import a, b"
#---
# import a, b
#---
from . import a, b
#---
def f(): import a
#---
import_a, b = 1, 2
#---
f(a, b)
#---
from a import *
#---
if x: import a
#---
import a  # , b
#---
import a.b
#---
import a
x = a, a
#---
class A:
    from a import b, c
#---
"""import a, b"""
