#---
x
#---
x

#---
x


#---
# c
#---
␄
#---
"""a"""
#---
def f():
    x
#---
x␍
#---


#---
x  # c
#---
x = 1;
#---
class A: ...
#---
x
y
#---
if x:
    y
#---
# c

#---
import x
#---
x = (
    1
)
#---
for x in y: pass
#---
pass
#---
lambda: 1
#---
é
#---
x␍
y␍
