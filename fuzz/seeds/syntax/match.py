match a, b:
    case [1, -2.5+3j, *_] | (x, "s") as y if z: pass
    case {"k": v, **r}: pass
    case A.B(c, d=None): pass
    case _: pass
match = case = type = 1
