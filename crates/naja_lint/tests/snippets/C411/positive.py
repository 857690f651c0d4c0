#---
list([x for x in y])
#---
list([x for x in y if x])
#---
list( [x for x in y] )
#---
list([
    x for x in y
])
#---
list(
    [x for x in y]
)
#---
list(  # c
    [x for x in y]
)
#---
list([x for x in y],)
#---
f"{list([x for x in y])}"
#---
z=list([x for x in y])or 1
#---
z = list([x for x in y])if x else 2
#---
def f(): return list([x for x in y])
#---
class A:
    z = list([x for x in y])
#---
list(([x for x in y]))
#---
list([list([x for x in y]) for z in w])
#---
list([x for x in y])[0]
#---
async def f(): return list([x async for x in y])
#---
lambda: list([x for x in y])
#---
for z in list([x for x in y]): pass
#---
list([x for x in y]) + list([x for x in z])
#---
print(*list([x for x in y]))
#---
list([x for x in y] # c
)
#---
await_ = list([x for x in y for z in x])
