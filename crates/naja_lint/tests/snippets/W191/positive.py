#---
if x:
⇥y
#---
def f():
⇥x
#---
class A:
⇥x = 1
#---
for x in y:
⇥pass
#---
while x:
⇥pass
#---
if x:
⇥if y:
⇥⇥z
#---
if x:
⇥pass
else:
⇥pass
#---
def f():
⇥"""doc"""
#---
x = (
⇥1
)
#---
f(
⇥x,
⇥y,
)
#---
x = [
⇥1,
]
#---
if x:
⇥y  # c
#---
with x:
⇥y
#---
try:
⇥pass
finally:
⇥pass
#---
async def f():
⇥await x
#---
x = {
⇥"a": 1,
}
#---
def f(
⇥x
): ...
#---
match x:
⇥case 1: pass
#---
if x:
 ⇥y
#---
x = 1 + \
⇥2
#---
if x:
⇥# c
⇥y
#---
@d(
⇥x
)
def f(): ...
