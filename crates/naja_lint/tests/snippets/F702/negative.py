#---
for x in y: continue
#---
while x: continue
#---
for x in y:
    if x: continue
#---
for x in y:
    with x: continue
#---
for x in y:
    try: continue
    finally: pass
#---
for x in y:
    try: pass
    except E: continue
#---
async def f():
    async for x in y: continue
#---
while x:
    match y:
        case 1: continue
#---
for x in y:
    for z in x: pass
    else: continue
#---
while x:
    while y: pass
    else: continue
#---
def f():
    for x in y: continue
#---
class A:
    for x in y: continue
#---
for x in y:
    def f():
        while x: continue
#---
for x in y:
    if x: pass
    else: continue
#---
while x:
    if y: pass
    elif z: continue
#---
for x in y: continue
else: pass
#---
while True:
    x
    continue
#---
for x in y:
    try: pass
    finally: continue
#---
for x in y:
    async def f():
        async for z in x: continue
#---
pass
#---
for x in y: break
