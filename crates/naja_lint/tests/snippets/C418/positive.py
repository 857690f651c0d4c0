#---
dict({})
#---
dict({1: 2})
#---
dict({"a": 1, "b": 2})
#---
dict( {1: 2} )
#---
dict({1: 2},)
#---
dict(
    {1: 2}
)
#---
dict({
    1: 2,
})
#---
dict(  # c
    {1: 2}
)
#---
dict({x: x for x in y})
#---
dict({**x})
#--- differs: ruff's fix makes text of the field
f"{dict({1: 2})}"
#--- differs: ruff's fix makes text of the field
f"{dict({x: x for x in y})}"
#---
f"{ dict({1: 2}) }"
#---
z=dict({1: 2})or 1
#---
def f(): return dict({1: 2})
#---
class A:
    z = dict({1: 2})
#---
dict(({1: 2}))
#---
dict({1: dict({2: 3})})
#---
dict({1: 2})[1]
#---
dict({1: 2}).items()
#---
lambda: dict({})
#---
dict({1: 2}) | dict({3: 4})
#---
dict({ }  # c
)
#---
z = dict({1: 2})if x else 2
#---
async def f(): return dict({x: x async for x in y})
