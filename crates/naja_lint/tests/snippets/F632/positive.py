#---
x is "a"
#---
x is 1
#---
x is not 1
#---
x is not "a"
#---
x is b"a"
#---
x is ()
#---
x is (1, 2)
#---
x is []
#---
x is {}
#---
x is {1}
#---
"a" is x
#---
1 is not x
#---
x is y is 1
#---
x is 1 is y
#---
x is 1.5
#---
if x is "": pass
#---
while x is not 0: pass
#---
def f(): return x is 1
#---
class A:
    y = x is "a"
#---
lambda: x is "a"
#---
x is(1)
#---
x  is  1
#---
x is   not   1
#---
(x is
    1)
#---
(x is  # c
    1)
#---
(x is not  # c
    1)
#---
x is "a" and y is not "b"
#---
assert x is 1, "y"
#---
x is [1, 2]
#---
f(x is 1)
#---
x is"a"
#---
x is "a" "b"
#---
x is not(1)
#---
x is [y for y in z]
#---
x is 1 or x is None
#---
(x is not
    "a")
#---
1 < x is 1
#---
f"{x is 1}"
