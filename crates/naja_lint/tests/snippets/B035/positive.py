#---
{"a": x for x in y}
#---
{1: x for x in y}
#---
{None: x for x in y}
#---
{b"a": x for x in y}
#---
{z: x for x in y}
#---
{z.a: x for x in y}
#---
{(1, 2): x for x in y}
#---
{True: x for x in y if x}
#---
{"a": x for x in y for w in x}
#---
{z: x async for x in y} if 0 else {z: 1 for x in y}
#---
x = {"a": x
     for x in y}
#---
def f(z): return {z: x for x in y}
#---
class A:
    a = {"k": v for v in w}
#---
{z[0]: x for x in y}
#---
{"a" "b": x for x in y}
#---
{...: x for x in y}
#---
{1.5: x for x in y}
#---
{z + 1: x for x in y}
#---
{(z, 1): x for x in y}
#---
{(z): x for x in y}
#---
{-1: x for x in y}
#---
{"é": x for (x, w) in y}
#---
{z.a.b: x for x in y}
#---
f({1: x for x in y}, **{2: x for x in y})
#---
lambda: {"a": x for x in y}
