#---
if x:
    y
#---
if x:
⇥y
#---
if x:
⇥⇥y
#---
x = "⇥ "
#---
x⇥ = 1
#---
# ⇥ c
#---
x = 1 ⇥# c
#---
x = (
⇥1
)
#---
x = (
    1
)
#---
def f():
⇥x

def g():
    y
#---
if x:
⇥pass
else:
    pass
#---
f(x,⇥ y)
#---
class A:
    x =⇥ 1
#---
x = 1; ⇥y = 2
#---
import⇥ x
#---
lambda:⇥ 1
#---
pass
#---
x⇥⇥ = 1
#---
# ⇥
#---
def f():
⇥"""doc"""
#---
if x:
⇥# c
⇥y
#---
x = (
⇥1,
⇥2,
)
#---
class A:
⇥def f(self):
⇥⇥pass
#---
x = "a ⇥"
