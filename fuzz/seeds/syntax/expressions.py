a = b if c else lambda *d, e=1: (yield) or not -f ** ~g < h in i is not j
x[1:2, ::3, *y] = {**a, "b": c}, {*d}, [e for e in f if g], {h: i for h in j}, (k := 1)
