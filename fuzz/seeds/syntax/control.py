if a:
    pass
elif b: ...
else:
    while c:
        break
    else:
        continue
for a, *b in c, d: pass
async for x in y: pass
