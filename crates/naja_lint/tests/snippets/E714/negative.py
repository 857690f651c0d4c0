#---
x is not y
#---
x is y
#---
not x
#---
not x == y
#---
not x in y
#---
not x is not y
#---
not (x is y is z)
#---
not (x is y and z)
#---
not (x is y or z)
#---
x is (not y)
#---
not x < y
#---
(not x) is y
#---
not (x is y).z
#---
not f(x is y)
#---
not [x is y]
#---
x is not None
#---
if x is None: pass
#---
not x is y == z
#---
not x is y is z
#---
not (x == y)
#---
"not x is y"
#---
not (x is y, z)
