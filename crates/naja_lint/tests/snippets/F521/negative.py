#---
"{!x}".format(a)
#---
"{a!z}".format(a=1)
#---
"{}".format(a)
#---
"{{}}".format(a)
#---
"{0}".format(a)
#---
"{a}".format(a=1)
#---
"{!r}".format(a)
#---
"{!s:>5}".format(a)
#---
"{:{}}".format(a, b)
#---
"{0.a}".format(a)
#---
"{0[a]}".format(a)
#---
"{a.b[c].d}".format(a=1)
#---
"".format(a)
#---
"{:%Y-%m}".format(a)
#---
"{!a}".format(a)
#---
b"{".format(a)
#---
x.format(a)
#---
"{"
#---
f"{a}".format(b)
#---
"{".join(a)
#---
"{:{a}}".format(b, a=1)
#---
"{a!r:{b}}".format(a=1, b=2)
#---
"{0[0]}".format(a)
#---
"{:}}}".format(a) if 0 else "{}".format(a)
#---
"{a b}".format(**{"a b": 1})
#---
"{".format
