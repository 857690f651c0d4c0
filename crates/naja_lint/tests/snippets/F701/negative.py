#---
for x in y: break
#---
while x: break
#---
for x in y:
    if x: break
#---
for x in y:
    with x: break
#---
for x in y:
    try: break
    finally: pass
#---
for x in y:
    try: pass
    except E: break
#---
async def f():
    async for x in y: break
#---
while x:
    match y:
        case 1: break
#---
for x in y:
    for z in x: pass
    else: break
#---
while x:
    while y: pass
    else: break
#---
def f():
    for x in y: break
#---
class A:
    for x in y: break
#---
for x in y:
    def f():
        while x: break
#---
for x in y:
    if x: pass
    else: break
#---
while x:
    if y: pass
    elif z: break
#---
for x in y: break
else: pass
#---
while True:
    x
    break
#---
for x in y:
    try: pass
    finally: break
#---
for x in y:
    async def f():
        async for z in x: break
#---
pass
#---
for x in y: continue
