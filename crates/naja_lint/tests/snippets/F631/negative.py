#---
assert a, b
#---
assert (a), b
#---
assert ()
#---
assert a
#---
assert (a or b)
#---
assert [a, b]
#---
assert {a, b}
#---
assert f((a, b))
#---
assert (a, b) == c
#---
assert (a, b)[0]
#---
assert not (a, b)
#---
assert a in (b, c)
#---
assert (a, b) and c
#---
assert (yield_)
#---
assert a, (b, c)
#---
assert (a and
        b)
#---
assert tuple(a)
#---
assert a, ("b" "c")
#---
x = (a, b)
assert x
#---
assert isinstance(a, (b, c))
#---
assert (), "x"
#---
assert all((a, b))
