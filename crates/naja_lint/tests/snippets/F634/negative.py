#---
y if (a, b) else z
#---
y if (a,) else z
#---
x = [y for z in w if (y if (a, b) else c)]
#---
lambda: y if (a, b) else z
#---
x = y if (a, "é") else z  # c
#---
f(y if (a, b) else z)
#---
return_ = (y
    if (a, b)
    else z)
#---
if a: pass
#---
if (a): pass
#---
if (): pass
#---
if [a, b]: pass
#---
if {a, b}: pass
#---
if (a, b) == c: pass
#---
if (a and b): pass
#---
if not (a, b): pass
#---
if f((a, b)): pass
#---
if (a, b)[0]: pass
#---
while (a, b): pass
#---
y if a else (b, c)
#---
(a, b) if x else y
#---
y if () else z
#---
if a in (b, c): pass
#---
if (yield_): pass
#---
if a: pass
elif b: pass
else: pass
#---
[x for x in y if (a, b)]
#---
if isinstance(a, (b, c)): pass
#---
if (a, b) or c: pass
#---
match (a, b):
    case _: pass
#---
if (x := (a, b)): pass
