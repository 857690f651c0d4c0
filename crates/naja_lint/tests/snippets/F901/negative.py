#---
import builtins
def f(): raise builtins.NotImplemented
#---
raise NotImplementedError
#---
raise NotImplementedError()
#---
raise
#---
return_ = NotImplemented
#---
def f(): return NotImplemented
#---
raise a.NotImplemented
#---
raise E from NotImplemented
#---
raise E(NotImplemented)
#---
raise NotImplemented.x
#---
raise NotImplemented[0]
#---
raise NotImplemented or E
#---
raise NotImplemented()()
#---
raise f(NotImplemented)
#---
x = NotImplemented()
#---
raise "NotImplemented"
#---
raise NotImplemented if x else E
#---
assert NotImplemented
#---
def outer():
    import builtins
    def f(): raise builtins.NotImplemented
#---
class Outer:
    raise E from NotImplemented
