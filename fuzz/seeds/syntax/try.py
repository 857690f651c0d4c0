try:
    pass
except A, B:
    raise C from D
except (A, B) as e: pass
else: pass
finally: pass
try: pass
except* E: pass
