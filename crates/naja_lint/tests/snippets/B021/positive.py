#---
def f():
    f"x"
#---
def f():
    f"""x {y}"""
#---
class A:
    f"x {y}"
#---
f"module"
#---
f"""module {x}"""
import os
#---
async def f():
    f"x"
#---
class A:
    def f(self):
        f"x"
#---
def f():
    F"x"
#---
def f():
    rf"x"
#---
def f():
    fr"x"
    return
#---
def f(): f"x"
#---
def f():
    f'''x''';  y
#---
def f():
    # c
    f"x"
#---
@d
def f():
    f"x"
#---
class A(B):
    f"x"
    y = 1
#---
def f():
    (f"x")
#---
def f():
    "a" f"b"
#---
def f():
    f"a" "b"
#---
def f():
    def g():
        f"x"
#---
class A:
    class B:
        f"é {y}"
#---
#!/usr/bin/env python
f"module"
#---
def f() -> int:
    f"{x!r:>{y}}"
    return 1
