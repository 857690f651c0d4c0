#---
x is -1
#---
x is f"a"
#---
x is y
#---
x is None
#---
x is not None
#---
x is True
#---
x is False
#---
x is ...
#---
x == 1
#---
x != "a"
#---
x in "a"
#---
x is f()
#---
x is a.b
#---
x is a[0]
#---
x is type(1)
#---
x is not y
#---
None is x
#---
x is NotImplemented
#---
x is int
#---
x is (y)
#---
x is not (None)
#---
x is __debug__
#---
x < 1
#---
x not in [1]
#---
x is (y or 1)
