#---
continue
#---
def f(): continue
#---
class A: continue
#---
if x: continue
#---
for x in y:
    def f(): continue
#---
for x in y:
    class A: continue
#---
for x in y: pass
else: continue
#---
while x: pass
else: continue
#---
try: continue
finally: pass
#---
with x: continue
#---
while x:
    async def f(): continue
#---
def f():
    if x: continue
#---
match x:
    case 1: continue
#---
for x in y:
    def f():
        if x: continue
#---
try: pass
except E: continue
#---
async def f():
    async with x: continue
#---
async def f():
    async for x in y: pass
    else: continue
#---
if x: pass
else: continue
#---
class A:
    def f(self): continue
#---
x; continue
#---
for x in y:
    class A:
        if x: continue
