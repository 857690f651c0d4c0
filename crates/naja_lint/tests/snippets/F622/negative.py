#---
*a, b = c
#---
a, *b = c
#---
(*a, b), (*c, d) = e
#---
a, b = *c, *d
#---
x = [*a, *b]
#---
x = (*a, *b)
#---
x = {*a, *b}
#---
f(*a, *b)
#---
[*a] = b
#---
a, *b, c = d
#---
for *a, b in c: pass
#---
print(*a, *b, **c)
#---
x = {**a, **b}
#---
a, (*b, c), *d = e
#---
def f(*a, **b): ...
#---
with x as (*a, b): pass
#---
return_ = [*a, *b, c]
#---
for a in *b, *c: pass
#---
*a, = b
#---
*(a, b), = c
#---
del a, b
#---
a[0], *b = c
