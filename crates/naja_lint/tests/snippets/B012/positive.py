#---
try: pass
finally: return
#---
def f():
    try: pass
    finally:
        return 1
#---
while True:
    try: pass
    finally: break
#---
while True:
    try: pass
    finally: continue
#---
for x in y:
    try: pass
    finally:
        if x: break
#---
def f():
    try: pass
    finally:
        if x: return
#---
def f():
    try: pass
    finally:
        with x: return
#---
def f():
    try: pass
    finally:
        for x in y: return x
#---
def f():
    try: pass
    finally:
        while x: return x
#---
def f():
    try: pass
    finally:
        try: return
        except E: pass
#--- differs: ruff does not look at the last branch
def f():
    try: pass
    finally:
        try: pass
        except E: return
#---
for x in y:
    try: pass
    finally:
        try: pass
        finally: continue
#---
for x in y:
    try: pass
    except E: pass
    finally:
        continue
#---
async def f():
    try: pass
    finally:
        return await x
#---
async def f():
    try: pass
    finally:
        async with x: return
#---
async def f():
    try: pass
    finally:
        async for x in y: return
#--- differs: ruff does not look at the last branch
for x in y:
    try: pass
    finally:
        if x: pass
        elif y: continue
#--- differs: ruff does not look at the last branch
for x in y:
    try: pass
    finally:
        if x: pass
        else: break
#---
class A:
    def f(self):
        try: pass
        finally: return
#---
for x in y:
    try: pass
    finally:
        match x:
            case 1: break
#---
while x:
    try: pass
    finally:
        for z in y: pass
        break
#--- differs: ruff does not look at the last branch
def f():
    try: pass
    finally:
        for x in y: pass
        else: return
#---
def f():
    try: pass
    except* E: pass
    finally: return
