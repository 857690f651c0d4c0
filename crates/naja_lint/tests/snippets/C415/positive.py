#---
set(x[::-1])
#---
sorted(x[::-1])
#---
reversed(x[::-1])
#---
sorted(x[::-1], key=f)
#---
set(x.y[::-1])
#---
set(f()[::-1])
#---
set("abc"[::-1])
#---
reversed([1, 2][::-1])
#---
set(  x[::-1]  )
#---
set(
    x[::-1]  # c
)
#---
set((x[::-1]))
#---
sorted(x[::-1], reverse=True)
#---
def f(): return set(x[::-1])
#---
class A:
    z = sorted(x[::-1])
#---
f"{sorted(x[::-1])}"
#---
for a in reversed(x[::-1]): pass
#---
set(x[::-1],)
#---
lambda: set(x[ : : -1 ])
#---
set(x[::-1][::-1])
#---
async def f(): return set((await x)[::-1])
#---
sorted(x[::-1]) + sorted(y[::-1])
#---
set(x[::(-1)])
