#---
def f():
    try: return
    finally: pass
#---
def f():
    try: pass
    except E: return
    finally: pass
#---
def f():
    try: pass
    finally:
        def g(): return
#---
def f():
    try: pass
    finally:
        async def g(): return 1
#---
def f():
    try: pass
    finally:
        class A:
            def g(self): return
#---
try: pass
finally:
    for x in y: break
#---
try: pass
finally:
    for x in y: continue
#---
try: pass
finally:
    while x: break
#---
try: pass
finally:
    while x:
        if y: continue
#---
try: pass
finally: x = lambda: 0
#---
def f():
    try: pass
    except E: pass
    else: return
#---
def f():
    try: pass
    finally: pass
    return
#---
for x in y:
    try: break
    finally: pass
#---
for x in y:
    try: pass
    except E: continue
#---
for x in y:
    try: pass
    finally: pass
    break
#---
try: pass
finally: yield_()
#---
try: pass
finally:
    raise X
#---
async def f():
    try: pass
    finally:
        async for x in y: break
#---
def f():
    try: pass
    finally:
        with x:
            for y in z: break
#---
try: pass
finally:
    while x:
        try: break
        except E: continue
#---
def f():
    try: pass
    finally: yield 1
#---
def f():
    try: pass
    finally:
        exit()
