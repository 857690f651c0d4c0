#---
try: pass
except E: pass
#---
try: pass
except: raise
#---
try: pass
except:
    x
    raise
#---
try: pass
except E as e: pass
#---
try: pass
except (A, B): pass
#---
try: pass
finally: pass
#---
try: pass
except Exception: pass
#---
try: pass
except BaseException: pass
#---
try: pass
except* E: pass
#---
try: pass
except ():pass
#---
except_ = 1
#---
x = "except:"
#---
try: pass
except a.b: pass
#---
try: pass
except f(): pass
#---
# except:
#---
async def f():
    try: pass
    except: raise
#---
def outer():
    try: pass
    except E: pass
#---
class Outer:
    try: pass
    except BaseException: pass
#---
async def outer():
    try: pass
    finally: pass
#---
with lock:
    try: pass
    except a.b: pass
