#---
try: pass
except 1: pass
#---
try: pass
except "x": pass
#---
try: pass
except b"x": pass
#---
try: pass
except True: pass
#---
try: pass
except None: pass
#---
try: pass
except [A]: pass
#---
try: pass
except {A}: pass
#---
try: pass
except {A: B}: pass
#---
try: pass
except (A, 1): pass
#---
try: pass
except (A, "x"): pass
#---
try: pass
except (1,): pass
#---
try: pass
except not A: pass
#---
try: pass
except A or B: pass
#---
try: pass
except lambda: A: pass
#---
try: pass
except f"x": pass
#---
try: pass
except A if x else B: pass
#---
try: pass
except (A, [B]): pass
#---
try: pass
except (A, (B, C)): pass
#---
try: pass
except A as e: pass
except 1 as e: pass
#---
try: pass
except A < B: pass
#---
try: pass
except [x for x in y]: pass
#---
try: pass
except ...: pass
#---
try: pass
except (A, *[1]): pass
#---
try: pass
except (*A, *(1,)): pass
#---
try: pass
except (A, B) + 1: pass
#---
async def f():
    try: pass
    except* 1: pass
#---
try: pass
except -1: pass
#---
try: pass
except (yield_ := A): pass
#---
async def f():
    try: pass
    except (await x): pass
