#---
list(map(lambda x: x + 1, y))
#---
map(lambda x: x + 1, y)
#---
set(map(lambda x: x, y))
#---
dict(map(lambda x: (x, 1), y))
#---
map(lambda x: x, y)
map(lambda x: x, z)
#---
for a in map(lambda x: x, y): pass
#---
def f(): return map(lambda x: x.a, y)
#---
class A:
    z = list(map(lambda x: x, y))
#---
list( map( lambda x: x, y ) )
#---
list(
    map(
        lambda x: x,
        y,
    )
)
#---
list(map(lambda x: x if x else 1, y))
#---
list(map(lambda x: (x, 1), y))
#---
set(map(lambda x: {x}, y))
#---
dict(map(lambda x: [x, 1], y))
#---
tuple(map(lambda x: x, y))
#---
map(lambda x: x, y if z else w)
#---
map(lambda x: x, (a for a in b))
#---
map(lambda x: x, lambda: 1)
#---
list(map(lambda x: [x for x in x], y))
#---
map((lambda x: x), y)
#---
f"{list(map(lambda x: x, y))}"
#---
f"{set(map(lambda x: x, y))}"
#---
f"{dict(map(lambda x: (x, 1), y))}"
#---
z=list(map(lambda x: x, y))or 1
#---
map(lambda x: x + 1,  # c
    y)
#---
list(map(lambda _: 1, range(3)))
#---
map(lambda x: map(lambda z: z, x), y)
#---
filter(None, map(lambda x: x, y))
#---
any(map(lambda x: x, y))
#---
",".join(map(lambda x: x, y))
#---
map(lambda é: é, y)
#---
map(lambda x: x, y, z)
#---
map(lambda x: x)
