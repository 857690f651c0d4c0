#---
not x is y
#---
not x is None
#---
if not x is None: pass
#---
not (x is y)
#---
not x.y is z
#---
not x[0] is None
#---
while not x is y: pass
#---
z = not x is y
#---
def f(): return not x is y
#---
class A:
    z = not x is None
#---
not x is y and z
#---
not x is y or not z is None
#---
assert not x is y, z
#---
not(x is y)
#---
[z for z in x if not z is None]
#---
lambda x: not x is None
#---
not x is True
#---
f(not x is y)
#---
not x  is  y
#---
(not x
 is y)
#---
not (x is
 y)
#---
not (x  # c
    is y)
#---
x if not y is z else w
#---
not (x or y) is z
#---
not x is (y or z)
#---
f"{not x is y}"
#---
not (not x is y)
#---
not x + 1 is y
#---
return_ = not (x) is (y)
#---
not x is not y if 0 else not x is y
