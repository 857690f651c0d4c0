#---
assert (a, b)
#---
assert (a,)
#---
assert (a, "b")
#---
assert (a == b, "c")
#---
assert(a, b)
#---
assert (a, b), "c"
#---
assert (
    a,
    b,
)
#---
def f():
    assert (a, b)
#---
class A:
    assert (a, b)
#---
async def f():
    assert (await a, b)
#---
assert (a, b)  # c
#---
if x: assert (a, b)
#---
assert ((a, b))
#---
assert (a, b, c)
#---
assert (*a, b)
#---
assert (f(), "x"), y
#---
for x in y:
    assert (x, y)
#---
assert (1, 2); assert (3, 4)
#---
try: assert (a, "é")
except E: pass
#---
assert (a is None, f"b")
#---
assert (lambda: a, b)
