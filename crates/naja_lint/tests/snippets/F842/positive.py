#--- differs: ruff takes the deletion for a use
def f():
    x: int
    del x
#---
def f(): x: int
#---
def f():
    x: int
    y: str
#---
async def f(): x: int
#---
def f(): x: "int"
#---
class A:
    def f(self): x: int
#---
def f():
    if a: x: int
#---
def f():
    for a in b: x: int
#---
def f():
    def g(): x: int
    return g
#---
def f():
    x: int  # c
#---
def f(): (x): int
#---
def f():
    "doc"
    x: int
#---
def f():
    with a: x: int
#---
def f():
    try: x: int
    finally: pass
#---
def f(): x: list[int]; y
#---
def f(): é: int
#---
def f():
    while a: x: int
#---
def f():
    match a:
        case 1: x: int
#---
@d
def f(x): y: int
#---
def f():
    class A: x: int
    x: int
#---
def f(): x: int; x: str
#---
def f(): pass; x: None
#---
def f():
    x: int
    return locals()
