#---
{f"a": x for x in y}
#---
{x: 1 for x in y}
#---
{x.a: 1 for x in y}
#---
{x[0]: 1 for x in y}
#---
{f(x): 1 for x in y}
#---
{f(): 1 for x in y}
#---
{f"{x}": 1 for x in y}
#---
{(x, 1): 1 for x in y}
#---
{x + 1: 1 for x in y}
#---
{a: b for a, b in y}
#---
{b: a for a, (b, c) in y}
#---
{"a": 1}
#---
{"a" for x in y}
#---
["a" for x in y]
#---
{a: w for x in y for a, w in x}
#---
{z.f(): 1 for x in y}
#---
{z[x]: 1 for x in y}
#---
{"a" + x: 1 for x in y}
#---
{lambda: x: 1 for x in y}
#---
{next(z): x for x in y}
#---
{(w := x): 1 for x in y}
#---
{x if x else 1: 1 for x in y}
#---
{f"a{x}b": 1 for x in y}
#---
{x.y.z["a"]: 1 for x in y}
#---
{z[0](): 1 for x in y}
