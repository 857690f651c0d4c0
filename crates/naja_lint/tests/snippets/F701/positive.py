#---
break
#---
def f(): break
#---
class A: break
#---
if x: break
#---
for x in y:
    def f(): break
#---
for x in y:
    class A: break
#---
for x in y: pass
else: break
#---
while x: pass
else: break
#---
try: break
finally: pass
#---
with x: break
#---
while x:
    async def f(): break
#---
def f():
    if x: break
#---
match x:
    case 1: break
#---
for x in y:
    def f():
        if x: break
#---
try: pass
except E: break
#---
async def f():
    async with x: break
#---
async def f():
    async for x in y: pass
    else: break
#---
if x: pass
else: break
#---
class A:
    def f(self): break
#---
x; break
#---
for x in y:
    class A:
        if x: break
