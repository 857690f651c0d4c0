#---
try: pass
except A: pass
except B: pass
#---
try: pass
except (A, A): pass
#---
try: pass
except A: pass
except: pass
#---
try: pass
except A(): pass
except A(): pass
#---
try: pass
except a[0]: pass
except a[0]: pass
#---
try: pass
except (*A,): pass
except (*A,): pass
#---
try: pass
except A: pass
try: pass
except A: pass
#---
try: pass
except A:
    try: pass
    except A: pass
#---
try:
    try: pass
    except A: pass
except A: pass
#---
try: pass
except A.B: pass
except B.A: pass
#---
try: pass
except [A]: pass
except [A]: pass
#---
try: pass
except a: pass
except A: pass
#---
try: pass
except (A, B): pass
except (C, D): pass
#---
try: pass
except A: pass
#---
try: pass
except "A": pass
except "A": pass
#---
try: pass
except a().b: pass
except a().b: pass
#---
try: pass
except (): pass
except (): pass
#---
try: pass
except A or B: pass
except A or B: pass
#---
try: pass
except A: pass
finally:
    try: pass
    except A: pass
#---
try: pass
except lambda: A: pass
except lambda: A: pass
#---
try: pass
except OSError: pass
except IOError: pass
