#---
try: pass
except (): pass
#---
try: pass
except () as e: pass
#---
try: pass
except(): pass
#---
try: pass
except ( ): pass
#---
try: pass
except (
): pass
#---
try: pass
except (  # c
): pass
#---
try: pass
except A: pass
except (): pass
#---
try: pass
except (): pass
except A: pass
#---
try: pass
except (): pass
else: pass
#---
try: pass
except* (): pass
#---
try: pass
except (()): pass
#---
def f():
    try: pass
    except (): return
#---
async def f():
    try: pass
    except (): await x
#---
class A:
    try: pass
    except (): pass
#---
try: pass
except (): pass
except (): pass
#---
def outer():
    try: pass
    except (): pass
#---
class Outer:
    try: pass
    except (): pass
    except A: pass
#---
if flag:
    try: pass
    except (): pass
    except (): pass
#---
async def outer():
    try: pass
    except A: pass
    except (): pass
#---
with lock:
    class A:
        try: pass
        except (): pass
