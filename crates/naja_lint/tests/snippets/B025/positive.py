#---
try: pass
except A: pass
except A: pass
#---
try: pass
except A: pass
except B: pass
except A: pass
#---
try: pass
except (A, B): pass
except A: pass
#---
try: pass
except A: pass
except (A, B): pass
#---
try: pass
except (A, B): pass
except (B, C): pass
#---
try: pass
except a.b: pass
except a.b: pass
#---
try: pass
except A as e: pass
except A as f: pass
#---
try: pass
except A: pass
except A: pass
except A: pass
#---
try: pass
except (A): pass
except A: pass
#---
try: pass
except* A: pass
except* A: pass
#---
try: pass
except (A,): pass
except A: pass
#---
try: pass
except A: pass
except A: pass
else: pass
finally: pass
#---
def f():
    try: pass
    except A: return
    except A: raise
#---
async def f():
    try: pass
    except A: await x
    except A: pass
#---
class X:
    try: pass
    except A: pass
    except A: pass
#---
try: pass
except a.b.c: pass
except (d, a.b.c): pass
#---
try:
    try: pass
    except A: pass
    except A: pass
except B: pass
#---
for x in y:
    try: pass
    except ValueError:  # c
        pass
    except ValueError: continue
#---
try: pass
except é: pass
except é: pass
#---
try: pass
except (A, B, C): pass
except (
    D,
    C,  # c
): pass
#---
try: pass
except (A, *x): pass
except A: pass
