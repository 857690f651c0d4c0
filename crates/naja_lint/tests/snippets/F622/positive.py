#---
*a, *b = c
#---
[*a, *b] = c
#---
(*a, b, *c) = d
#---
a, *b, *c = d
#---
*a, b, *c = d
#---
x = *a, *b = c
#---
[*a, b, c, *d] = e
#---
for *a, *b in c: pass
#---
for [*a, *b] in c: pass
#---
def f():
    *a, *b = c
#---
class A:
    *a, *b = c
#---
(*a, *b), c = d
#---
c, [*a, *b] = d
#---
with x as (*a, *b): pass
#---
async def f():
    *a, *b = await c
#---
*a.b, *c[0] = d
#---
*a, *b, *c = d
#---
(
    *a,  # c
    *b,
) = c
#---
if x:
    *é, *b = c
#---
for (*a, *b), c in d: pass
