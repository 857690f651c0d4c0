#---
dict([(1, 2)])
#---
dict(((1, 2),))
#---
dict([])
#---
dict(())
#---
dict([(1, 2), (3, 4)])
#---
dict([(1, 2),])
#---
dict([( 1 , 2 ) , (3, 4, )])
#---
dict( [(1, 2)] )
#---
dict([
    (1, 2),
    (3, 4),
])
#---
dict(
    [
        (1, 2),
        (3, 4)
    ]
)
#---
dict((
    (1, 2),
    (3,
     4)
))
#--- differs: ruff's fix loses comments
dict([  # c
    (1, 2),
])
#---
dict([
    (1, 2),  # c
    (3, 4),
])
#---
f"{dict([(1, 2)])}"
#---
f"{dict([(1, 'a')])}"
#---
z=dict([(1, 2)])or 1
#---
def f(): return dict([(1, 2)])
#---
class A:
    z = dict([(1, x)])
#---
dict(([(1, 2)]))
#---
dict([((1), (2))])
#---
dict([(1, dict([(2, 3)]))])
#---
dict([(1, x if y else z), (lambda: 1, 2)])
#---
dict([((a := 1), 2)])
#---
dict([(1, (2, 3))]).items()
#---
dict([],)
#---
dict([(1, 2)],)
#---
dict((
))
#---
lambda: dict([(1, 2)])
#---
dict([(*x, 1)])
#---
dict(((1, 2), (1, 2)))
