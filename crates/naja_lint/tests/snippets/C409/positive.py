#---
tuple([])
#---
tuple([1])
#---
tuple([1, 2])
#---
tuple(())
#---
tuple((1, 2))
#---
tuple((1,))
#---
tuple([1,])
#---
tuple( [1, 2] )
#---
tuple([ 1, 2 ])
#---
tuple([
    1,
    2,
])
#---
tuple(
    [1, 2]
)
#---
tuple([  # c
    1,
])
#---
tuple([1],)
#---
tuple((1, 2),)
#---
f"{tuple([1])}"
#---
z=tuple([1])or 1
#---
z = tuple([1])if x else 2
#---
def f(): return tuple([1, 2])
#---
class A:
    z = tuple([*x])
#---
tuple(([1, 2]))
#---
tuple([tuple([1])])
#---
tuple([1, 2])[0]
#---
tuple(())
tuple(( ))
#---
tuple([x, *y, z])
#---
tuple((
    1,  # c
    2
))
#---
lambda: tuple([1])
#---
tuple([(1, 2)])
#---
tuple([(yield_)])
#---
for x in tuple([1]): pass
#---
print(tuple([1]), *tuple((2, 3)))
#---
tuple([  ])
#---
tuple([(1)])
