#---
"{}".format(1)
#---
"{a}".format(a=1)
#---
"{}".format(*a)
#---
"{a}".format(**a)
#---
"{} {}".format(1, *a)
#---
"{a} {b}".format(a=1, **b)
#---
"{0} {1}".format(*a)
#---
"{{}}".format()
#---
"".format()
#---
"{:{}}".format(1, 2)
#---
b"{}".format()
#---
x.format()
#---
"{".format()
#---
f"{a}".format()
#---
"{a.b}".format(a=1)
#---
"{0[0]}".format(1)
#---
"{}".format
#---
"{a:{b}}".format(a=1, b=2)
#---
format("{}")
#---
"{a}".format(1, **a)
#---
"{} {a}".format(*a, **b)
