#---
list([])
#---
list([1])
#---
list([1, 2])
#---
list(())
#---
list((1, 2))
#---
list((1,))
#---
list([1,])
#---
list( [1, 2] )
#---
list([ 1, 2 ])
#---
list([
    1,
    2,
])
#---
list(
    (1, 2)
)
#---
list((  # c
    1,
))
#---
list([1],)
#---
list((1, 2),)
#---
f"{list((1,))}"
#---
z=list([1])or 1
#---
def f(): return list([1, 2])
#---
class A:
    z = list((*x,))
#---
list(([1, 2]))
#---
list([list([1])])
#---
list((1, 2))[0]
#---
list([x, *y, z])
#---
list((
    1,  # c
    2
))
#---
lambda: list([1])
#---
list([(1, 2)])
#---
for x in list((1, 2)): pass
#---
list(( ))
#---
list([  ])
#---
list(((1),))
#---
async def f(): return list((1, 2)) + list([3])
