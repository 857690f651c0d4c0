#---
"{a}".format(a=1)
#---
"{}".format(1)
#---
"{a}".format(**b)
#---
"{a}".format(a=1, **b)
#---
"{a}".format(b=1, **c)
#---
"{a} {b}".format(a=1, b=2)
#---
"{a.b}".format(a=1)
#---
"{a[0]}".format(a=1)
#---
"{:{a}}".format(1, a=2)
#---
"{a:{b}}".format(a=1, b=2)
#---
"{}".format(1, 2)
#---
b"{}".format(a=1)
#---
x.format(a=1)
#---
"{".format(a=1)
#---
"{a!r}".format(a=1)
#---
f"{a}".format(b=1)
#---
"a".format()
#---
"{}".join(a=1)
#---
format("{}", a=1)
#---
"{a} {a}".format(a=1)
#---
"{a:{b}.{c}}".format(a=1, b=2, c=3)
#---
"a".format(**b)
#---
"{a!r:{b}}".format(a=1, b=2)
