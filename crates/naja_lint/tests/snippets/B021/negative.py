#---
def f():
    "x"
#---
def f():
    x
    f"x"
#---
def f():
    x = f"x"
#---
def f():
    f("x")
#---
def f():
    b"x"
#---
def f():
    """x {y}"""
#---
"module"
#---
import os
f"x"
#---
class A:
    x = 1
    f"x"
#---
def f():
    f"x".y
#---
def f():
    f"x" + y
#---
def f():
    f"x", y
#---
def f():
    return f"x"
#---
lambda: f"x"
#---
if x:
    f"x"
#---
for x in y: f"z"
#---
with x: f"y"
#---
def f():
    print(f"x")
#---
class A:
    "x"
    f"y"
#---
try: f"x"
finally: pass
#---
async def f():
    await f"x"
#---
def f():
    "f"
