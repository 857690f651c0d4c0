#---
try: pass
except ValueError: pass
#---
try: pass
except (ValueError): pass
#---
try: pass
except (A, B): pass
#---
try: pass
except (): pass
#---
try: pass
except: pass
#---
try: pass
except (*E,): pass
#---
try: pass
except [E]: pass
#---
try: pass
except (A, B,): pass
#---
try: pass
except E as e: pass
#---
try: pass
finally: pass
#---
try: pass
except a.b: pass
#---
try: pass
except f(): pass
#---
try: pass
except tuple(E): pass
#---
try: pass
except (E)[0]: pass
#---
try: pass
except* (A, B): pass
#---
try: pass
except (A) as e: pass
#---
x = (E,)
try: pass
except x: pass
#---
raise (E,)
#---
try: pass
except (A, *B): pass
#---
try: pass
except (E,) + F: pass
#---
with suppress((E,)): pass
#---
try: pass
except ((A, B)): pass
