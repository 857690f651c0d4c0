#---
class A:
    x = 1
    x = 2
#---
class A:
    x: int = 1
    x: int = 2
#---
class A:
    x = 1
    x: int = 2
#---
class A:
    x = 1
    x = 2
    x = 3
#---
class A(B):
    x = 1
    y = 2
    x = 3
#---
class A:
    x: int
    x: str
#---
class A:
    x = 1; x = 2
#---
class A:
    x = 1
    x = 2; y = 3
#---
class A:
    x = 1
    x = 2  # c
#---
class A:
    x = 1
    # c
    x = 2
#---
class A:
    x = 1
    x = (
        2
    )
#---
class A:
    """doc"""
    x = 1
    x = 2
#---
def f():
    class A:
        x = 1
        x = 2
#---
class A:
    class B:
        x = 1
        x = 2
#---
class A:
    x = 1
    def f(self): ...
    x = 2
#---
class A:
    x = 1

    x = 2

    y = 3
#---
class A:
    é = 1
    é = 2
#---
class A:
    x = f()
    x = g()
#---
class A:
    x = 1
    y = 2; x = 3
#---
class A:
    x = 1
    x = 1
#---
class A:
    x: int = 1
    x = 2
#---
@d
class A:
    x = 1
    x = 2
y = 1
#---
class A: x = 1; x = 2
#---
class A:
    x = 1
    x = 2 ; 
