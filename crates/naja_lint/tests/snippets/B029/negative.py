#---
try: pass
except A: pass
#---
try: pass
except: pass
#---
try: pass
except (A,): pass
#---
try: pass
except []: pass
#---
try: pass
except {}: pass
#---
try: pass
except tuple(): pass
#---
try: pass
except ((),): pass
#---
try: pass
except () + x: pass
#---
try: pass
except ()[0]: pass
#---
try: pass
except (*(),): pass
#---
try: pass
except None: pass
#---
try: pass
except x or (): pass
#---
try: pass
except (A, ()): pass
#---
try: pass
finally: ()
#---
try: ()
except A: ()
#---
x = ()
try: pass
except x: pass
#---
raise ()
#---
try: pass
except f(): pass
#---
try: pass
except* A: pass
#---
with suppress(()): pass
