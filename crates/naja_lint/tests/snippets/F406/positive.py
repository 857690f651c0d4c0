#---
def f():
    from x import *
#---
class A:
    from x import *
#---
async def f():
    from x import *
#---
def f():
    if x:
        from x import *
#---
def f():
    from . import *
#---
def f():
    from .x import *
#---
class A:
    def f(self):
        from x import *
#---
def f():
    def g():
        from x import *
#---
def f():
    try: from x import *
    except ImportError: pass
#---
def f():
    for a in b: from x import *
#---
def f():
    with a: from x.y import *
#---
def f():
    while a: from x import *
#---
def f(): from x import *
#---
def f():
    from x import *; y
#---
class A: from x import *
#---
class A:
    if x:
        from x import *
#---
class A:
    class B:
        from x import *
#---
@d
def f():
    from x import *  # c
#---
def f():
    "doc"
    from x import *
#---
def f():
    match a:
        case 1: from x import *
#---
async def f():
    async with a:
        from x import *
