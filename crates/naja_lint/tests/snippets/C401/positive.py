#---
set(x for x in y)
#---
set((x for x in y))
#---
set(x + 1 for x in y)
#---
set(x for x in y if x)
#---
set(
    x for x in y
)
#---
set(  # c
    x for x in y
)
#---
f"{set(x for x in y)}"
#---
f"{ set(x for x in y) }"
#---
f"{set(x for x in y) | z}"
#---
f"{z | set(x for x in y)}"
#---
f'{set(a if a < 1 else 2 for a in y)!r}'
#---
set((x, 1) for x in y)
#---
z=set(x for x in y)or 1
#---
z = 1 if set(x for x in y)else 2
#---
def f(): return set(x for x in y)
#---
class A:
    z = set(x for x in y)
#---
set(set(x for x in y) for z in w)
#---
set(x for x in y).pop()
#---
{set(x for x in y): 1}
#---
f"{set(x for x in y):>3}"
#---
set({} for x in y)
#---
lambda: set(x for x in y)
#---
set((x for x in y),)
#---
async def f(): return set(x for x in y)
#---
for z in set(a for a in b): pass
