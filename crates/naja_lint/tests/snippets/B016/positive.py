#---
raise 1
#---
raise "x"
#---
raise b"x"
#---
raise True
#---
raise False
#---
raise 1.5
#---
raise 1j
#---
raise 'a' 'b'
#---
raise 1 from e
#---
def f(): raise 1
#---
try: pass
except E: raise "x"
#---
raise ("x")
#---
raise """x"""
#---
raise r"x"
#---
raise ...
#---
if x: raise 0
#---
lambda: 0; raise 3
#---
class A:
    raise "x"
#---
async def f(): raise "x" from None
#---
raise u"x"
#---
raise (  # c
    1
)
#---
raise 0x1F
#---
with x: raise "é"
#---
raise None
