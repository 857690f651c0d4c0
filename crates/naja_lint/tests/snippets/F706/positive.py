#---
return
#---
return x
#---
class A: return
#---
class A:
    return x
#---
if x: return
#---
for x in y: return
#---
while x: return x
#---
with x: return
#---
try: return
finally: pass
#---
try: pass
except E: return
#---
class A:
    if x: return
#---
def f():
    class A: return
#---
class A:
    class B: return
#---
match x:
    case 1: return
#---
if x: pass
else: return
#---
x; return
#---
return x, y
#---
return (x)
#---
return  # c
#---
return lambda: 1
#---
for x in y: pass
else: return
