#---
a["b"]["c"]: 1
#---
a.b.c: 1
#---
a().b: 1
#---
a["b"]: int = 1
#---
a["b"] = 1
#---
a: 1
#---
a: int
#---
a.b: int = 1
#---
self.b: int
#---
class A:
    def f(self): self.b: int
#---
(a): int
#---
a["b"] == 1
#---
{a["b"]: 1}
#---
x[a["b"]:1]
#---
a["b"]: "c" = 2
#---
if a["b"]: 1
#---
lambda a: a["b"]
#---
f"{a['b']: 1}"
#---
self.a: 1
#---
a["b"] += 1
#---
while a["b"]: 1
#---
for x in a["b"]: 1
#---
with a["b"]: 1
#---
def f(a: 1): ...
#---
a: "b"
