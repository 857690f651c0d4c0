#---
print(x)
#---
print << x
#---
print
#---
x >> print
#---
print(x, file=y)
#---
a.print >> x
#---
print > x
#---
print()
x >> y
#---
print = 1
print >> x
#---
def print(): ...
print >> x
#---
from x import print
print >> y
#---
from __future__ import print_function
print(x)
#---
def f(print): return print >> x
#---
print() >> x
#---
print + x
#---
printer >> x
#---
x >> y
#---
print >= x
#---
"print >> x"
#---
# print >> x
#---
print.x >> y
#---
print[0] >> y
#---
import print_ as print
print >> x
