with (a as b, c,): pass
with (a, b) as c, (d): pass
async with a(): pass
